/**
 * Outgoing connections: the attempts to open them, the threads that they use, and the client containers that
 * applications share.
 */
package io.hawser.standalone.client;
