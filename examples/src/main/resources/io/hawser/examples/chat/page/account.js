/** Who has logged in. Here nobody has to: visitors choose their names. */
export const account = null;
