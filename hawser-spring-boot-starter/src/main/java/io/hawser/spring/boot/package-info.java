/**
 * Hawser in Spring Boot: WebSocket endpoints of an application with an embedded server are served by Hawser. It is
 * enough to have this on the class path; {@link io.hawser.spring.boot.HawserProperties} is what can be set.
 */
package io.hawser.spring.boot;
