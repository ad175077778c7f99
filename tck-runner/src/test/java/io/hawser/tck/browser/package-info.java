/** The chat example in a real browser, driven over the Chrome DevTools Protocol. */
package io.hawser.tck.browser;
