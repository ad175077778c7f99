/** One application with everything that a Jakarta EE server offers to endpoints, and that runs on each of them. */
package io.hawser.tck.ee.app;
