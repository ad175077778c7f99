package io.hawser.servlet.quirks;

/** The policy for servers on which any thread may close a connection at any time. It takes no actions in callbacks. */
class PlainCallbacks implements CallbackPolicy {

    private final UpgradedConnection connection;

    PlainCallbacks(UpgradedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void dataRead() {}

    @Override
    public void writeCalled() {}

    @Override
    public void written() {}

    @Override
    public void allDataRead() {}

    @Override
    public boolean isEndOfInput(Throwable cause) {
        return false;
    }

    @Override
    public void error(Throwable cause) {
        connection.failed(cause);
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void abort() {
        connection.cutWhereInputIsRead();
    }

    @Override
    public void lingered() {
        connection.signalOutput();
    }

    @Override
    public void turnsOver() {}
}
