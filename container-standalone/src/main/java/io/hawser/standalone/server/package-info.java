/** The listening channel of a server: how it accepts connections, and the limits for their number. */
package io.hawser.standalone.server;
