/** One web application on each Jakarta EE server, as its users run it: docs/servers.md. */
package io.hawser.tck.ee;
