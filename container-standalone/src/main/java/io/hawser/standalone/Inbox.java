package io.hawser.standalone;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A list to which any thread adds and from which everything is taken at once, oldest first. The items carry the links,
 * so that nothing is allocated; an item is in one list at a time.
 *
 * @param <T> the type of the items
 */
final class Inbox<T extends Inbox.Item<T>> {

    /**
     * What an inbox can hold.
     *
     * @param <T> the type itself
     */
    abstract static class Item<T> {
        private T next;

        /** {@return what follows in the list of which this was the first, which it leaves} */
        final T leave() {
            T following = next;
            next = null;
            return following;
        }

        /** Puts this before another item. */
        final void precede(T following) {
            next = following;
        }
    }

    private final AtomicReference<T> newest = new AtomicReference<>();

    void add(T item) {
        addAll(item, item);
    }

    /** Adds a list whose links lead from the last that came to the first, in one step. */
    void addAll(T last, T first) {
        T before;
        do {
            before = newest.get();
            first.precede(before);
        } while (!newest.compareAndSet(before, last));
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** {@return the oldest item, which links to those that came after it, or {@code null}} */
    T takeAll() {
        T oldest = null;
        T item = isEmpty() ? null : newest.getAndSet(null);
        while (item != null) {
            T older = item.leave();
            item.precede(oldest);
            oldest = item;
            item = older;
        }
        return oldest;
    }
}
