/** Peers that mean harm, or are broken: what they cost, and that nobody else notices. */
package io.hawser.tck.hostile;
