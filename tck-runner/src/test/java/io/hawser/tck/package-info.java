/** Hawser with peers of other projects. */
package io.hawser.tck;
