/** Dependency injection by CDI, where an application brings it. */
package io.hawser.endpoint.cdi;
