/** The endpoints for hostile peers. */
package io.hawser.tck.hostile.app;
