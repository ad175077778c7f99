/** Hawser against peers that others wrote. */
package io.hawser.tck;
