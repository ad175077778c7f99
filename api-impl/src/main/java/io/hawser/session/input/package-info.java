/** Messages that the application reads as streams while they arrive, and the demand for more input. */
package io.hawser.session.input;
