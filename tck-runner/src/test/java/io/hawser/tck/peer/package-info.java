/** WebSocket libraries of other languages, as clients and as servers. */
package io.hawser.tck.peer;
