package io.hawser.standalone.loop;

/** A loop that is the thread that has created this object, and that no runner leads. */
final class FixedLoop implements LeadableLoop {

    private final Thread own = Thread.currentThread();

    @Override
    public boolean inEventLoop(Thread thread) {
        return thread == own;
    }

    @Override
    public boolean isFree() {
        return false;
    }

    @Override
    public boolean lead() {
        return false;
    }

    @Override
    public void leadWriters() {}

    @Override
    public void wakeWriters() {}

    @Override
    public void wakeUp() {}

    @Override
    public void handBack() {}
}
