/** Hostile and broken peers: they cost little, and do not affect others. */
package io.hawser.tck.hostile;
