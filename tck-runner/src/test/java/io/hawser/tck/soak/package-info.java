/**
 * Good and hostile peers together, for a long time or with few resources. No message is lost, and all resources are
 * released.
 */
package io.hawser.tck.soak;
