/** A server and a client without a container: what {@code docs/low-level.md} tells. */
package io.hawser.examples.lowlevel;
