package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import jakarta.websocket.DeploymentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTableTest {

    private static final List<String> ALL_OF_ACD = List.of(
            "/{a}/{c}/{d}", "/{a}/{c}/d", "/{a}/c/{d}", "/{a}/c/d", "/a/{c}/{d}", "/a/{c}/d", "/a/c/{d}", "/a/c/d");

    @Test
    void emptyTableFindsNothing() {
        assertThat(new PathTable<String>().find("/a")).isEmpty();
    }

    @Test
    void matchCarriesValueAndParameters() throws Exception {
        assertThat(table("/a/{x}/{y}").find("/a/1/2%2F3"))
                .contains(new PathTable.Match<>("/a/{x}/{y}", Map.of("x", "1", "y", "2/3")));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/c, /a/b/c",
        "/a/d/c, /a/{var}/c",
        "/a/x/y, /a/{var1}/{var2}",
    })
    void literalIsBetterThanVariable(String path, String best) throws Exception {
        assertThat(value(table("/a/{var}/c", "/a/b/c", "/a/{var1}/{var2}"), path))
                .isEqualTo(best);
    }

    @Test
    void segmentsCountFromTheLeft() throws Exception {
        PathTable<String> table = table("/{var1}/d", "/b/{var2}");
        assertThat(table.find("/b/d")).contains(new PathTable.Match<>("/b/{var2}", Map.of("var2", "d")));
        assertThat(value(table, "/x/d")).isEqualTo("/{var1}/d");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/c/d, /a/c/d",
        "/a/c/x, /a/c/{d}",
        "/a/x/d, /a/{c}/d",
        "/a/x/x, /a/{c}/{d}",
        "/x/c/d, /{a}/c/d",
        "/x/c/x, /{a}/c/{d}",
        "/x/x/d, /{a}/{c}/d",
        "/x/x/x, /{a}/{c}/{d}",
    })
    void everyMixtureOfLiteralsAndVariablesHasItsPlace(String path, String best) throws Exception {
        assertThat(value(table(ALL_OF_ACD.toArray(String[]::new)), path)).isEqualTo(best);
    }

    @Test
    void aLiteralThatLeadsNowhereHidesTheVariableBesideIt() throws Exception {
        PathTable<String> table = table("/a/b/x", "/a/{v}/c");
        assertThat(table.find("/a/b/c")).as("decided at the second segment").isEmpty();
        assertThat(value(table, "/a/b/x")).isEqualTo("/a/b/x");
        assertThat(value(table, "/a/d/c")).isEqualTo("/a/{v}/c");
        assertThat(table("/a/{x}/c", "/{y}/b/d").find("/a/b/d")).isEmpty();
    }

    @Test
    void onlyPathsOfTheSameLengthCompete() throws Exception {
        PathTable<String> table = table("/a/b/x/y", "/a/b", "/a/{v}/c");
        assertThat(value(table, "/a/b/c")).isEqualTo("/a/{v}/c");
        assertThat(table.find("/a/b/x")).isEmpty();
    }

    /**
     * The forms in which a request for one path can look like one for another path: a slash at the end, an empty
     * segment, an encoded slash, parameters of a segment, double encoding.
     */
    @ParameterizedTest
    @CsvSource({
        "/chat, /chat",
        "/chat/, ",
        "//chat, ",
        "/chat//, ",
        "/chat/room, /chat/{room}",
        "/chat/room/, ",
        "/chat//room, ",
        "/chat%2Froom, ",
        "/chat;v=1, ",
        "/chat%3Bv=1, ",
        "/chat;/room, ",
        "/%63hat, /chat",
        "/%2563hat, ",
        "/chat/%2e%2e, ",
        "/chat/%252e%252e, /chat/{room}",
        "/other/../chat, /chat",
        "/other/%2e%2e/chat, /chat",
        "/./chat, /chat",
        "/../chat, ",
        "/CHAT, ",
    })
    void aPathIsNeverTakenForAnother(String path, String found) throws Exception {
        PathTable<String> table = table("/chat", "/chat/{room}");
        assertThat(table.find(path).map(PathTable.Match::value)).isEqualTo(Optional.ofNullable(found));
    }

    @Test
    void valuesKeepWhatIsNoSeparatorAndAreDecodedOnce() throws Exception {
        PathTable<String> table = table("/chat/{room}");
        assertThat(table.find("/chat/a;b=1").orElseThrow().pathParameters()).containsEntry("room", "a;b=1");
        assertThat(table.find("/chat/a%2Fb").orElseThrow().pathParameters()).containsEntry("room", "a/b");
        assertThat(table.find("/chat/%252F").orElseThrow().pathParameters()).containsEntry("room", "%2F");
        assertThat(table.find("/chat/a+b").orElseThrow().pathParameters()).containsEntry("room", "a+b");
    }

    @Test
    void orderOfDeploymentDoesNotMatter() {
        List<String> backwards = new ArrayList<>(ALL_OF_ACD);
        Collections.reverse(backwards);
        Inputs<List<String>> orders = Inputs.by(PathTableTest::shuffled).orEdges(ALL_OF_ACD, backwards);

        Cases.each(orders, PathTableTest::theBestIsFoundInThisOrder);
    }

    private static List<String> shuffled(Random random) {
        List<String> order = new ArrayList<>(ALL_OF_ACD);
        Collections.shuffle(order, random);
        return order;
    }

    private static void theBestIsFoundInThisOrder(List<String> order) throws Exception {
        PathTable<String> table = table(order.toArray(String[]::new));
        assertThat(value(table, "/a/c/d")).isEqualTo("/a/c/d");
        assertThat(value(table, "/a/x/d")).isEqualTo("/a/{c}/d");
        assertThat(value(table, "/x/c/x")).isEqualTo("/{a}/c/{d}");
        assertThat(value(table, "/x/x/x")).isEqualTo("/{a}/{c}/{d}");
    }

    @Test
    void allPathsAreGoneThroughInTheirOrder() throws Exception {
        List<String> paths = new ArrayList<>();
        table("/{b}/c", "/b/c/d", "/b/{x}", "/a/z", "/{a}", "/a/b", "/").forEach((template, value) -> {
            assertThat(template).hasToString(value);
            paths.add(value);
        });
        assertThat(paths).containsExactly("/", "/{a}", "/a/b", "/a/z", "/b/{x}", "/{b}/c", "/b/c/d");
    }

    @Test
    void otherNumberOfSegmentsDoesNotMatch() throws Exception {
        PathTable<String> table = table("/a", "/{a}/{b}");
        assertThat(table.find("/x")).isEmpty();
        assertThat(table.find("/a/")).isEmpty();
        assertThat(table.find("/a/b/c")).isEmpty();
    }

    @Test
    void pathThatCannotBeDecodedMatchesNothing() throws Exception {
        assertThat(table("/{a}").find("/%C3%28")).isEmpty();
        assertThat(table("/{a}").find("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/path, /path",
        "/chat/{room}, /chat/{name}",
        "/{a}/x/{b}, /{b}/x/{a}",
        "/caf%C3%A9, /caf%c3%a9",
    })
    void equivalentPathIsRefusedNamingBoth(String first, String second) throws Exception {
        PathTable<String> table = new PathTable<>();
        table.add(PathTemplate.parse(first), "First");
        PathTemplate equivalent = PathTemplate.parse(second);
        assertThatThrownBy(() -> table.add(equivalent, "Second"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("\"" + second + "\" of Second")
                .hasMessageContaining("\"" + first + "\" of First");
        assertThat(table.find(first.replaceAll("[{}]", "")).orElseThrow().value())
                .isEqualTo("First");
    }

    @Test
    void slashAtTheEndMakesAnotherPath() throws Exception {
        PathTable<String> table = table("/a", "/a/");
        assertThat(value(table, "/a")).isEqualTo("/a");
        assertThat(value(table, "/a/")).isEqualTo("/a/");
    }

    private static PathTable<String> table(String... templates) throws DeploymentException {
        PathTable<String> table = new PathTable<>();
        for (String template : templates) {
            table.add(PathTemplate.parse(template), template);
        }
        return table;
    }

    private static String value(PathTable<String> table, String path) {
        return table.find(path).orElseThrow().value();
    }
}
