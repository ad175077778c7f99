/** Many inputs for one statement: what is at the edges, and what chance brings. */
package io.hawser.cases;
