package io.hawser.tck.idle;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The results of a round with a server and one implementation.
 *
 * @param heap bytes of heap for each session
 * @param resident bytes of resident memory for each session, outside of the heap if the whole heap was resident
 * @param threadsBefore the number of threads without sessions
 * @param threadsAfter the number of threads with all sessions idle
 */
record Figures(long heap, long resident, long threadsBefore, long threadsAfter) {

    static Figures of(Holding empty, Holding full, int sessions) {
        return new Figures(
                (full.heap() - empty.heap()) / sessions,
                (full.resident() - empty.resident()) / sessions,
                empty.threads(),
                full.threads());
    }

    /** {@return the median of each figure; the lower one for an even number of rounds} */
    static Figures median(List<Figures> rounds) {
        return new Figures(
                median(rounds, Figures::heap),
                median(rounds, Figures::resident),
                median(rounds, Figures::threadsBefore),
                median(rounds, Figures::threadsAfter));
    }

    private static long median(List<Figures> rounds, ToLongFunction<Figures> figure) {
        return rounds.stream()
                .map(figure::applyAsLong)
                .sorted(Comparator.naturalOrder())
                .toList()
                .get((rounds.size() - 1) / 2);
    }
}
