/** TLS on the JDK's implementation: its handlers, a limit for renegotiation, and a check of a server's key. */
package io.hawser.standalone.tls;
