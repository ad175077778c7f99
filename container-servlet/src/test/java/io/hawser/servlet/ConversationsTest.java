package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Complete conversations through a servlet container that enforces the Servlet contract, calls listeners on any thread
 * at any moment, and takes output at random times.
 */
class ConversationsTest {

    private static final int ROUNDS = 120;

    private FakeServer server;

    @AfterEach
    void nothingIsLeft() {
        server.close();
    }

    private static void awaitThat(java.util.concurrent.Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(8))
                .until(condition);
    }

    private static List<String> messages(Random random) {
        List<String> messages = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            messages.add((random.nextInt(5) == 0 ? "wait " : "") + i + " " + "x".repeat(random.nextInt(100)));
        }
        return messages;
    }

    /** Removes the pongs that only cause a callback of the container. */
    private static List<String> sent(FakeConnection connection) {
        List<String> sent = new ArrayList<>(connection.received());
        sent.removeIf("pong"::equals);
        return sent;
    }

    private static void send(FakeConnection connection, List<String> messages, Random random) {
        byte[] bytes = Frames.joined(messages.stream().map(Frames::text).toList());
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(500));
            connection.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
            if (random.nextInt(4) == 0) {
                connection.reads(random.nextBoolean());
            } else if (random.nextInt(3) == 0) {
                connection.take(random.nextInt(200));
            }
        }
    }

    /** A violation of the contract, or two threads in one stream, is a fault. */
    @ParameterizedTest
    @EnumSource
    void whatIsSentComesBackOnceAndInOrderAndACloseIsAnswered(Kind kind) throws Exception {
        Random random = new Random(kind.ordinal());
        server = new FakeServer(kind, random);
        for (int round = 0; round < ROUNDS; round++) {
            String query = kind + "-orderly-" + round;
            FakeConnection connection = server.connect(query);
            List<String> messages = messages(random);
            send(connection, messages, random);
            connection.send(Frames.close(1000));
            connection.reads(true);
            awaitThat(connection::isEnded);
            List<String> expected = new ArrayList<>(messages);
            expected.add("close 1000");
            assertThat(connection.faults).isEmpty();
            assertThat(sent(connection)).isEqualTo(expected);
            heard(query, messages, "close 1000");
        }
        server.awaitQuiet();
    }

    private static void heard(String query, List<String> messages, String close) {
        Echo.Heard heard = Echo.heard(query);
        List<String> expected = new ArrayList<>();
        expected.add("open");
        expected.addAll(messages);
        expected.add(close);
        awaitThat(() -> heard.events.contains(close) && heard.unfinished.get() == 0);
        assertThat(heard.events).isEqualTo(expected);
    }

    /** Some containers return the end from a read, and some call a listener. Input that is ready may be empty. */
    @ParameterizedTest
    @EnumSource
    void anEndOfInputIsHeardBehindAllThatWasSentWhoeverMeetsIt(Kind kind) throws Exception {
        Random random = new Random(kind.ordinal());
        server = new FakeServer(kind, random);
        for (int round = 0; round < ROUNDS; round++) {
            String query = kind + "-eof-" + round;
            FakeConnection connection = server.connect(query);
            List<String> messages = messages(random);
            send(connection, messages, random);
            connection.endInput();
            connection.reads(true);
            heard(query, messages, "close 1006");
            awaitThat(connection::isEnded);
            assertThat(connection.faults).isEmpty();
            assertThat(sent(connection)).isEqualTo(messages);
        }
        server.awaitQuiet();
    }

    /** Tomcat calls twice, and the end may be answered between the two calls. */
    @Test
    void theEndOfTheInputIsAnsweredInTheCallbackThatTells() throws Exception {
        server = new FakeServer(Kind.TOMCAT, new Random(1));
        FakeConnection connection = server.connect("end-as-error");
        connection.betweenCalls = new CountDownLatch(1);
        connection.endInput();
        awaitThat(() -> connection.isCloseAsked() || !connection.received().isEmpty());
        connection.betweenCalls.countDown();
        awaitThat(connection::isEnded);
        assertThat(connection.received()).as("frames that make Tomcat call").isEmpty();
        heard("end-as-error", List.of(), "close 1006");
        server.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksIsHeardOnceAndNothingIsDoubled(Kind kind) throws Exception {
        Random random = new Random(kind.ordinal());
        server = new FakeServer(kind, random);
        List<FakeConnection> connections = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String query = kind + "-broken-" + round;
            FakeConnection connection = server.connect(query);
            connections.add(connection);
            List<String> messages = messages(random);
            Thread dying = new Thread(connection::die);
            send(connection, messages, random);
            dying.start();
            send(connection, List.of("last"), random);
            dying.join();
            messages.add("last");
            Echo.Heard heard = Echo.heard(query);
            awaitThat(() -> heard.closed() != -1 && heard.unfinished.get() == 0);
            assertThat(heard.events).startsWith("open").endsWith("close 1006").doesNotHaveDuplicates();
            List<String> received = connection.received();
            assertThat(received).isEqualTo(messages.subList(0, received.size()));
        }
        server.awaitQuiet();
        assertThat(connections)
                .allSatisfy(connection -> assertThat(connection.faults).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void theApplicationsCloseEndsTheConnectionWithoutAMoveOfThePeer(Kind kind) throws Exception {
        Random random = new Random(kind.ordinal());
        server = new FakeServer(kind, random);
        for (int round = 0; round < ROUNDS; round++) {
            String query = kind + "-closing-" + round;
            FakeConnection connection = server.connect(query);
            connection.send(Frames.text("close"));
            awaitThat(() -> connection.received().contains("close 1000"));
            connection.send(Frames.close(1000));
            awaitThat(connection::isEnded);
            assertThat(connection.faults).isEmpty();
            heard(query, List.of("close"), "close 1000");
        }
        server.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointThatFailsToOpenLeavesNothing(Kind kind) throws Exception {
        server = new FakeServer(kind, new Random(kind.ordinal()));
        for (int round = 0; round < 20; round++) {
            String query = "throws-" + kind + "-" + round;
            FakeConnection connection = server.connect(query);
            awaitThat(() -> connection.received().contains("close 1011"));
            connection.send(Frames.close(1011));
            awaitThat(connection::isEnded);
            assertThat(connection.faults).isEmpty();
            assertThat(Echo.heard(query).events).containsExactly("open", "error", "close 1011");
        }
        server.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void whatBreaksTheProtocolIsToldAndTheRestOfTheInputIsLeft(Kind kind) throws Exception {
        server = new FakeServer(kind, new Random(kind.ordinal()));
        List<FakeConnection> connections = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            FakeConnection connection = server.connect(kind + "-protocol-" + round);
            connections.add(connection);
            connection.send(Frames.client(0x83, new byte[3]));
            connection.send(new byte[5000]);
        }
        for (FakeConnection connection : connections) {
            awaitThat(connection::isEnded);
            assertThat(connection.faults).isEmpty();
            assertThat(connection.received()).startsWith("close 1002");
        }
        server.awaitQuiet();
    }
}
