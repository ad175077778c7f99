/** The server's answers to an ordinary HTTP client. */
package io.hawser.tck.http;
