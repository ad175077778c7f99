/**
 * Hawser in Spring Boot: Hawser serves the WebSocket endpoints of an application with an embedded server. The module
 * has only to be on the class path. {@link io.hawser.spring.boot.HawserProperties} has its properties.
 */
package io.hawser.spring.boot;
