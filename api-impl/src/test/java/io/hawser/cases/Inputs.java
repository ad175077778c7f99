package io.hawser.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of inputs: random ones, and edge cases, all of which {@link Cases} tests. One in ten random inputs is an edge
 * case too. So edge cases are combined with each other and with usual inputs.
 */
public final class Inputs<T> {

    private static final int EDGE_ONE_IN = 10;
    private static final int DRAWS_AT_MOST = 10_000;

    private final List<T> edges;
    private final Function<Random, T> source;

    private Inputs(List<T> edges, Function<Random, T> source) {
        this.edges = edges;
        this.source = source;
    }

    /** {@return inputs without edge cases} */
    public static <T> Inputs<T> by(Function<Random, T> source) {
        return new Inputs<>(List.of(), source);
    }

    /** {@return these values, each of which is an edge case} */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read alone
    public static <T> Inputs<T> of(T... values) {
        List<T> all = List.of(values);
        return new Inputs<>(all, random -> all.get(random.nextInt(all.size())));
    }

    /** {@return the numbers from {@code min} to {@code max}, both of which are included and edge cases} */
    public static Inputs<Integer> between(int min, int max) {
        return by(random -> min + random.nextInt(max - min + 1)).orEdges(min, max);
    }

    /** {@return seeds, for a test that creates the rest of its input itself} */
    public static Inputs<Long> seeds() {
        return by(Random::nextLong).orEdges(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** {@return these inputs with further edge cases} */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read alone
    public final Inputs<T> orEdges(T... more) {
        return new Inputs<>(joined(edges, List.of(more)), source);
    }

    /** {@return inputs of this kind and of the other kind, equally often, with the edge cases of both} */
    public Inputs<T> or(Inputs<T> other) {
        return new Inputs<>(joined(edges, other.edges), random -> (random.nextBoolean() ? this : other).draw(random));
    }

    /** {@return the inputs that satisfy a condition} */
    public Inputs<T> where(Predicate<T> fits) {
        return new Inputs<>(
                edges.stream().filter(fits).toList(),
                random -> Stream.generate(() -> draw(random))
                        .limit(DRAWS_AT_MOST)
                        .filter(fits)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("none of " + DRAWS_AT_MOST + " inputs fits")));
    }

    /** {@return these inputs, each converted by a function} */
    public <U> Inputs<U> as(Function<T, U> made) {
        return new Inputs<>(edges.stream().map(made).toList(), random -> made.apply(draw(random)));
    }

    /** {@return combinations of one of these inputs and one of the others, including all pairs of edge cases} */
    public <U, R> Inputs<R> with(Inputs<U> other, BiFunction<T, U, R> made) {
        List<R> pairs = edges.stream()
                .flatMap(mine -> other.edges.stream().map(theirs -> made.apply(mine, theirs)))
                .toList();
        return new Inputs<>(pairs, random -> made.apply(draw(random), other.draw(random)));
    }

    /**
     * {@return lists of {@code min} to {@code max} of these inputs; the edge cases are the empty list and a list of
     * each edge case alone}
     */
    public Inputs<List<T>> lists(int min, int max) {
        List<List<T>> some = new ArrayList<>();
        if (min == 0) {
            some.add(List.of());
        }
        if (min <= 1 && max >= 1) {
            edges.forEach(edge -> some.add(List.of(edge)));
        }
        return new Inputs<>(some, random -> {
            int size = min + random.nextInt(max - min + 1);
            return Stream.generate(() -> draw(random)).limit(size).toList();
        });
    }

    /** {@return all edge cases} */
    public List<T> edges() {
        return edges;
    }

    /** {@return a random input} */
    public T draw(Random random) {
        return edges.isEmpty() || random.nextInt(EDGE_ONE_IN) > 0
                ? source.apply(random)
                : edges.get(random.nextInt(edges.size()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
