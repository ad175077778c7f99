/**
 * The budget of memory of all connections of a container, and the choice of the connections that end when the budget is
 * exceeded.
 */
package io.hawser.session.memory;
