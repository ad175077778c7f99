/** The Autobahn testsuite, against our server, our client, and others to compare. */
package io.hawser.tck.autobahn;
