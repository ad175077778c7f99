package io.hawser.standalone.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Checks {@link Inbox}. No item may be lost or come twice. Items of one thread stay in order, and a list that is added
 * in one step stays together. Who takes an item sees what was written to it before.
 *
 * <p>The result has a digit for each item that was taken, in the order in which the items were taken. The digit is a
 * plain field of the item.
 */
public class InboxStress {

    private InboxStress() {}

    private static final class Digit extends Inbox.Item<Digit> {

        private int digit;
    }

    /** An inbox, and what was taken from it. */
    private static final class Box {

        private final Inbox<Digit> inbox = new Inbox<>();
        private int taken;

        private static Digit item(int digit) {
            Digit item = new Digit();
            item.digit = digit;
            return item;
        }

        void add(int digit) {
            inbox.add(item(digit));
        }

        /** Adds two items in one step. */
        void addBoth(int older, int newer) {
            Digit first = item(older);
            Digit last = item(newer);
            last.precede(first);
            inbox.addAll(last, first);
        }

        /** Takes all items. One thread at a time calls this. */
        void take() {
            Digit item = inbox.takeAll();
            while (item != null) {
                taken = taken * 10 + item.digit;
                item = item.leave();
            }
        }

        /** Takes what is left, and tells of all that was taken. */
        void tell(I_Result r) {
            take();
            r.r1 = taken;
        }
    }

    /** One thread adds two items, and another thread takes. */
    @JCStressTest
    @Outcome(id = "12", expect = ACCEPTABLE, desc = "Both items have come, in order.")
    @Outcome(expect = FORBIDDEN, desc = "An item is lost, doubled or out of order.")
    @State
    public static class AddAndTake {

        private final Box box = new Box();

        /** Adds. */
        @Actor
        public void add() {
            box.add(1);
            box.add(2);
        }

        /** Takes. */
        @Actor
        public void take() {
            box.take();
        }

        /** Takes the rest. */
        @Arbiter
        public void tell(I_Result r) {
            box.tell(r);
        }
    }

    /** Two threads add, one of them a list in one step. */
    @JCStressTest
    @Outcome(
            id = {"123", "312"},
            expect = ACCEPTABLE,
            desc = "All items have come, and the list is together.")
    @Outcome(expect = FORBIDDEN, desc = "An item is lost, doubled or out of order.")
    @State
    public static class TwoAdd {

        private final Box box = new Box();

        /** Adds a list. */
        @Actor
        public void addBoth() {
            box.addBoth(1, 2);
        }

        /** Adds an item. */
        @Actor
        public void add() {
            box.add(3);
        }

        /** Takes all. */
        @Arbiter
        public void tell(I_Result r) {
            box.tell(r);
        }
    }

    /** Two threads add, one of them a list in one step, and a third thread takes. Runs on three cores or more. */
    @JCStressTest
    @Outcome(
            id = {"123", "312"},
            expect = ACCEPTABLE,
            desc = "All items have come, and the list is together.")
    @Outcome(expect = FORBIDDEN, desc = "An item is lost, doubled or out of order.")
    @State
    public static class TwoAddOneTakes {

        private final Box box = new Box();

        /** Adds a list. */
        @Actor
        public void addBoth() {
            box.addBoth(1, 2);
        }

        /** Adds an item. */
        @Actor
        public void add() {
            box.add(3);
        }

        /** Takes. */
        @Actor
        public void take() {
            box.take();
        }

        /** Takes the rest. */
        @Arbiter
        public void tell(I_Result r) {
            box.tell(r);
        }
    }
}
