/** What hostile peers meet. */
package io.hawser.tck.hostile.app;
