/** How long applications take to start, with and without Hawser. */
package io.hawser.tck.start;
