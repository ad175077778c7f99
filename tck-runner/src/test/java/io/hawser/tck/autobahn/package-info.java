/** The Autobahn testsuite with Hawser's server and client, and with other implementations for comparison. */
package io.hawser.tck.autobahn;
