/**
 * HTTP/1.1 on a channel, of servers and of clients, until an opening handshake replaces it by frames: decoders, the
 * handlers of requests and of responses, and refusals.
 */
package io.hawser.standalone.http;
