/** Who has logged in. The page itself is shown to nobody else, but may have been loaded long ago. */
export const account = {
  name: await loggedIn(),

  /** Whether the server knows that nobody has logged in any more. */
  async isOver() {
    try {
      return !await loggedIn();
    } catch {
      return false; // it cannot be reached, or does not know
    }
  },

  /** Ends the HTTP session, upon which the server closes its connections, in all windows. */
  async logOut() {
    await fetch('account', { method: 'DELETE' });
  },
};

async function loggedIn() {
  const answer = await fetch('account', { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`the server answered ${answer.status}`); // while the application stops or starts
  }
  return answer.text();
}
