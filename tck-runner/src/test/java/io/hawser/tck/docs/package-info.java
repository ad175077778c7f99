/** Checks the code and the names in the documentation against the sources. */
package io.hawser.tck.docs;
