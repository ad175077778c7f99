/**
 * The containers of Jakarta WebSocket. They deploy endpoints, answer and send opening handshakes, and close
 * connections. A refusal for a bad origin is sent here.
 */
package io.hawser.container;
