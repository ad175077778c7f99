/** The cost of idle sessions in servlet containers, with Hawser and with the container's own implementation. */
package io.hawser.tck.idle;
