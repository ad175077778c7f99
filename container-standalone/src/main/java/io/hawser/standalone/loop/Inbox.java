package io.hawser.standalone.loop;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A list to which any thread adds items. A call takes all items at once, oldest first. The items have the links, so
 * nothing is allocated. An item is in one list at a time.
 *
 * @param <T> the type of the items
 */
final class Inbox<T extends Inbox.Item<T>> {

    /**
     * An item of an inbox.
     *
     * @param <T> the type of the item itself
     */
    abstract static class Item<T> {
        private T next;

        /** Removes this from the list, of which it is the first item. {@return the item that follows} */
        final T leave() {
            T following = next;
            next = null;
            return following;
        }

        /** Links this to the item that follows it. */
        final void precede(T following) {
            next = following;
        }
    }

    private final AtomicReference<T> newest = new AtomicReference<>();

    void add(T item) {
        addAll(item, item);
    }

    /** Adds a list in one step. Its links lead from the newest item to the oldest one. */
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

    /** {@return the oldest item, which links to the items after it, or {@code null} if there is none} */
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
