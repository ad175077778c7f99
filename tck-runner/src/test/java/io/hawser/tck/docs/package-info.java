/** What the documentation shows and names is checked against the sources. */
package io.hawser.tck.docs;
