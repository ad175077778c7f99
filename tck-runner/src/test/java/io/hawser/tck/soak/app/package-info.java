/** Endpoints of every kind, for good and hostile peers at once. */
package io.hawser.tck.soak.app;
