/**
 * The differences between servers that the Servlet specification leaves open, and the workarounds for the servers'
 * faults. All other classes ask {@link io.hawser.servlet.quirks.ServerQuirks}, and do not know the server.
 */
package io.hawser.servlet.quirks;
