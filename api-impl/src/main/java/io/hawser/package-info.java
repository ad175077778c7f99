/**
 * The API of Hawser beyond Jakarta WebSocket: {@link io.hawser.HawserSession}, the {@linkplain io.hawser.Settings
 * settings}, extensions, and sources of instances.
 */
package io.hawser;
