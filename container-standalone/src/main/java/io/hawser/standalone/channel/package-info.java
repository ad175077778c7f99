/**
 * The transport of one connection on a Netty channel: input and its limits, output, closing and half-closing. Turns run
 * on workers. All code that uses the channel runs on its loop.
 */
package io.hawser.standalone.channel;
