/**
 * The log of Hawser's own modules. Each message is on one line and printable, and there are not more lines than anybody
 * reads.
 */
package io.hawser.log;
