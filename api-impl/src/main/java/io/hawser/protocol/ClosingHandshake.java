package io.hawser.protocol;

/**
 * The state of the closing handshake (RFC 6455, sections 5.5.1 and 7.1). It has no I/O and no clock. The owner reports
 * events and acts on the answers.
 *
 * <table>
 * <caption>Events, answers and outcomes</caption>
 * <tr><th>Event</th><th>Answer</th><th>Outcome, unless there is one already</th></tr>
 * <tr><td>{@link #close}: this end wants to close</td>
 *     <td>{@code true}: send a Close frame. {@code false}: one was sent.</td><td>the status given</td></tr>
 * <tr><td>{@link #fail}: this end gives up</td>
 *     <td>as above; TCP is to be closed without waiting for the peer</td><td>the outcome given</td></tr>
 * <tr><td>{@link #received}: the peer's Close came</td>
 *     <td>{@code true}: send {@link #answer()}. {@code false}: it is the answer to ours.</td>
 *     <td>the peer's status</td></tr>
 * <tr><td>{@link #ended}: end of input, or reset</td><td>TCP is to be closed</td><td>1006</td></tr>
 * </table>
 *
 * <p>The first cause makes the outcome; what follows from it does not change it. Once both Close frames have passed,
 * the server closes TCP, and the client waits for the server to do so (section 7.1.1).
 */
public final class ClosingHandshake {

    private final Role role;
    private CloseStatus sent;
    private CloseStatus received;
    private CloseStatus outcome;
    private boolean abandoned;

    /**
     * Makes the state of a connection that is open.
     *
     * @param role which end this is
     */
    public ClosingHandshake(Role role) {
        this.role = role;
    }

    /**
     * Closes the connection in an orderly way.
     *
     * @param status what the Close frame says
     * @return whether a Close frame is to be sent; {@code false} where one was sent or the connection is lost
     */
    public boolean close(CloseStatus status) {
        return send(status, status);
    }

    /**
     * Fails the connection (RFC 6455, section 7.1.7).
     *
     * @param status what the Close frame says
     * @param outcome what is reported: mostly the status, but 1006 where the peer was silent for too long
     * @return whether a Close frame is to be sent; {@code false} where one was sent or the connection is lost
     */
    public boolean fail(CloseStatus status, CloseStatus outcome) {
        boolean send = send(status, outcome);
        abandoned = true;
        return send;
    }

    /**
     * The peer's Close frame came.
     *
     * @param status what it says
     * @return whether it has to be answered by {@link #answer()}, which is then taken as sent
     */
    public boolean received(CloseStatus status) {
        received = status;
        return send(answer(), status);
    }

    /** The connection was lost, or the peer ended its output. */
    public void ended() {
        settle(CloseStatus.ABNORMAL);
        abandoned = true;
    }

    /**
     * Gives the answer to the peer's Close: its code, without its reason.
     *
     * @return what to send; {@link CloseStatus#NO_STATUS}, which is an empty frame, where the peer sent no code
     * @throws IllegalStateException if the peer sent no Close
     */
    public CloseStatus answer() {
        if (received == null) {
            throw new IllegalStateException("The peer has not closed");
        }
        return new CloseStatus(received.code(), "");
    }

    /** {@return whether nothing has happened yet that ends the connection, so that messages may be sent} */
    public boolean isOpen() {
        return outcome == null;
    }

    /**
     * {@return the status of the Close frame that this end has sent, or {@code null} where none is to be sent until
     * now}
     */
    public CloseStatus sent() {
        return sent;
    }

    /** {@return the status of the peer's Close frame, or {@code null} where none came until now} */
    public CloseStatus received() {
        return received;
    }

    /** {@return whether TCP is to be closed as soon as what was accepted is written} */
    public boolean mustCloseTcp() {
        return abandoned || role == Role.SERVER && sent != null && received != null;
    }

    /** {@return the status to report to the application; {@code null} while it is open} */
    public CloseStatus outcome() {
        return outcome;
    }

    private boolean send(CloseStatus status, CloseStatus outcome) {
        settle(outcome);
        if (sent != null || abandoned) {
            return false;
        }
        sent = status;
        return true;
    }

    private void settle(CloseStatus cause) {
        if (outcome == null) {
            outcome = cause;
        }
    }
}
