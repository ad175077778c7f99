/** Good and hostile peers at once, for long or with little: nobody loses a message, and nothing is left. */
package io.hawser.tck.soak;
