/** Dependency injection by CDI, if an application has it. */
package io.hawser.endpoint.cdi;
