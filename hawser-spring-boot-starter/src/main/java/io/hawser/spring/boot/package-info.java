/**
 * Hawser in Spring Boot: Hawser serves the WebSocket endpoints of an application with an embedded server. It is enough
 * to have this module on the class path; {@link io.hawser.spring.boot.HawserProperties} has the properties that can be
 * set.
 */
package io.hawser.spring.boot;
