/** The extensions that a container has installed, and their negotiation in the opening handshake. */
package io.hawser.container.extension;
