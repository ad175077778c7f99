package io.hawser.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of inputs: some that chance brings, and the edges, all of which {@link Cases} tries. One in ten of those that
 * are drawn is an edge as well, so that edges also meet each other and what is usual.
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

    /** {@return inputs without edges} */
    public static <T> Inputs<T> by(Function<Random, T> source) {
        return new Inputs<>(List.of(), source);
    }

    /** {@return these values, each of them an edge} */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read alone
    public static <T> Inputs<T> of(T... values) {
        List<T> all = List.of(values);
        return new Inputs<>(all, random -> all.get(random.nextInt(all.size())));
    }

    /** {@return the numbers from {@code min} to {@code max}, both included and edges} */
    public static Inputs<Integer> between(int min, int max) {
        return by(random -> min + random.nextInt(max - min + 1)).orEdges(min, max);
    }

    /** {@return seeds, for a test that makes the rest of its input itself} */
    public static Inputs<Long> seeds() {
        return by(Random::nextLong).orEdges(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** {@return these inputs with more edges} */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read alone
    public final Inputs<T> orEdges(T... more) {
        return new Inputs<>(joined(edges, List.of(more)), source);
    }

    /** {@return either one of these inputs or one of those, equally often, with the edges of both} */
    public Inputs<T> or(Inputs<T> other) {
        return new Inputs<>(joined(edges, other.edges), random -> (random.nextBoolean() ? this : other).draw(random));
    }

    /** {@return these inputs without those that do not fit} */
    public Inputs<T> where(Predicate<T> fits) {
        return new Inputs<>(
                edges.stream().filter(fits).toList(),
                random -> Stream.generate(() -> draw(random))
                        .limit(DRAWS_AT_MOST)
                        .filter(fits)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("none of " + DRAWS_AT_MOST + " inputs fits")));
    }

    /** {@return what is made of each of these inputs} */
    public <U> Inputs<U> as(Function<T, U> made) {
        return new Inputs<>(edges.stream().map(made).toList(), random -> made.apply(draw(random)));
    }

    /** {@return what is made of one of these inputs and one of those; each edge meets each edge} */
    public <U, R> Inputs<R> with(Inputs<U> other, BiFunction<T, U, R> made) {
        List<R> pairs = edges.stream()
                .flatMap(mine -> other.edges.stream().map(theirs -> made.apply(mine, theirs)))
                .toList();
        return new Inputs<>(pairs, random -> made.apply(draw(random), other.draw(random)));
    }

    /**
     * {@return lists of {@code min} to {@code max} of these inputs; the edges are the empty one and each edge alone}
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

    /** {@return all edges} */
    public List<T> edges() {
        return edges;
    }

    /** {@return an input that chance brings} */
    public T draw(Random random) {
        return edges.isEmpty() || random.nextInt(EDGE_ONE_IN) > 0
                ? source.apply(random)
                : edges.get(random.nextInt(edges.size()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
