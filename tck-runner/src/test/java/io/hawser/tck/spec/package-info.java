/**
 * Tests of the Jakarta WebSocket 2.2 specification, by section and by type, with a server and a client of Hawser.
 * {@code docs/conformance.md} lists these tests.
 */
package io.hawser.tck.spec;
