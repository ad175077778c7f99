/**
 * One upgraded connection of a servlet container as a transport of the engine, and the threads, buffers and ticker that
 * the connections of an application share.
 */
package io.hawser.servlet.transport;
