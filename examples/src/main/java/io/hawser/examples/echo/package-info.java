/** The smallest server. */
package io.hawser.examples.echo;
