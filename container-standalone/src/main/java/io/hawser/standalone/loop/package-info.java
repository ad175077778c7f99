/**
 * The threads of the container: event loops, the workers that run user code in turns, and the ticker. A loop passes the
 * connections of a poll to a worker in one batch. It is woken once for all output of the batch.
 */
package io.hawser.standalone.loop;
