/** The smallest client. */
package io.hawser.examples.client;
