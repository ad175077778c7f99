/**
 * The Jakarta WebSocket 2.2 specification, section by section and type by type, against a real server and a real client
 * of Hawser. Needs nothing but Hawser; {@code docs/conformance.md} is made of it.
 */
package io.hawser.tck.spec;
