package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.Setting;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.protocol.CloseStatus;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that are read as streams while they arrive. */
@Timeout(60)
class ReceivedStreamsTest {

    private static MessageReceiver pongs(List<String> heard) {
        return new MessageReceiver.Pong(-1, (session, message) -> {
            heard.add("pong " + UTF_8.decode(message.getApplicationData()));
            return null;
        });
    }

    private static End open(MessageReceiver... receivers) {
        // The clock of the test advances faster than its threads write.
        End end = End.server().with(Setting.WRITE_TIMEOUT, 0);
        end.endpoint.declared = List.of(receivers);
        return end.open();
    }

    private static End text(MessageReceiver.Call<Reader> action) {
        return open(new MessageReceiver.TextStream(action));
    }

    private static End binary(MessageReceiver.Call<InputStream> action) {
        return open(new MessageReceiver.BinaryStream(action));
    }

    private static String all(Reader reader) throws IOException {
        StringWriter all = new StringWriter();
        reader.transferTo(all);
        return all.toString();
    }

    private static void textPart(End end, String part, boolean last) {
        end.peer.put(writer -> writer.textPart(part, last)).send();
    }

    private static void binaryPart(End end, byte[] part, boolean last) {
        end.peer.put(writer -> writer.binaryPart(ByteBuffer.wrap(part), last)).send();
    }

    private static void awaitSeen(End end, String... frames) {
        await().untilAsserted(() -> assertThat(end.peer.seen()).containsExactly(frames));
    }

    private static void awaitHeard(End end, String line) {
        await().until(() -> end.endpoint.heard().contains(line));
    }

    @Test
    void aStreamThatIsBrokenOffIsNoFaultOfTheMethodThatReadsIt() throws Exception {
        try (Log log = new Log("io.hawser.session")) {
            for (String ending : List.of("reset", "end", "close")) {
                try (End end = text((session, reader) -> {
                    try {
                        return all(reader);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })) {
                    end.endpoint.handlesErrors = false;
                    end.start();
                    textPart(end, "begun", false);
                    switch (ending) {
                        case "reset" -> end.transport.broke(new IOException("Connection reset by peer"));
                        case "end" -> end.transport.arriveEnd();
                        default -> end.peer.close(1000, "enough\n").send();
                    }
                    await().until(() -> end.endpoint.heard().toString().contains("close "));
                }
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aStreamThatIsReadBeyondItsCloseIsAFault() throws Exception {
        try (Log log = new Log("io.hawser.session");
                End end = text((session, reader) -> {
                    reader.close();
                    return all(reader);
                })) {
            end.endpoint.handlesErrors = false;
            end.start();
            textPart(end, "begun", false);
            await().untilAsserted(() ->
                    assertThat(log.lines()).singleElement().asString().startsWith("WARNING "));
        }
    }

    @Test
    void aMessageInOnePieceIsReadWithoutAnotherThread() {
        try (End end = open(
                new MessageReceiver.TextStream((session, reader) -> all(reader)),
                new MessageReceiver.BinaryStream((session, stream) -> ByteBuffer.wrap(stream.readAllBytes())))) {
            end.peer.text("whole").put(writer -> writer.binary(ByteBuffer.wrap(new byte[] {'b'})));
            end.receive();
            assertThat(end.peer.seen()).containsExactly("TEXT whole", "BINARY b");
            assertThat(end.transport.waiting()).isZero();
        }
    }

    @Test
    void aMessageIsReadWhileItArrives() {
        try (End end = text((session, reader) -> {
            char[] chars = new char[10];
            for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
                session.getBasicRemote().sendText("got " + new String(chars, 0, count));
            }
            return "done";
        })) {
            end.start();
            textPart(end, "one", false);
            awaitSeen(end, "TEXT got one");
            textPart(end, "", false);
            textPart(end, "two", false);
            awaitSeen(end, "TEXT got one", "TEXT got two");
            textPart(end, "three", true);
            awaitSeen(end, "TEXT got one", "TEXT got two", "TEXT got three", "TEXT done");
        }
    }

    @Test
    void aMessageInManyFragmentsArrivesWhole() {
        String expected = "0123456789".repeat(3000);
        try (End end = text((session, reader) -> all(reader).equals(expected) ? "equal" : "different")) {
            end.transport.splitInput(1000);
            end.start();
            for (int i = 0; i < 3000; i++) {
                end.peer.put(writer -> writer.textPart("0123456789", false));
            }
            textPart(end, "", true);
            awaitSeen(end, "TEXT equal");
        }
    }

    @Test
    void oneFrameInPiecesIsReadAsItArrives() {
        try (End end = binary((session, stream) -> {
            int first = stream.read();
            session.getBasicRemote().sendText("first " + first);
            return stream.readAllBytes().length;
        })) {
            end.start();
            byte[] frame = new byte[100_000 + 14];
            // A client's frame with a mask of zeros, of 100 000 bytes.
            System.arraycopy(
                    new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0, 1, (byte) 0x86, (byte) 0xA0}, 0, frame, 0, 10);
            end.transport.arrive(java.util.Arrays.copyOf(frame, 50_000));
            awaitSeen(end, "TEXT first 0");
            end.transport.arrive(new byte[frame.length - 50_000]);
            awaitSeen(end, "TEXT first 0", "TEXT 99999");
        }
    }

    /** A byte of 255 does not end the stream. */
    @Test
    void readGivesEveryByteAsANumberFrom0To255() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        MessageReceiver.Call<InputStream> counting = (session, stream) -> {
            for (int i = 0; i < every.length; i++) {
                assertThat(stream.read()).isEqualTo(i);
            }
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read()).isEqualTo(-1);
            return "all";
        };
        try (End end = binary(counting)) {
            end.start();
            end.peer.put(writer -> writer.binary(ByteBuffer.wrap(every))).send();
            awaitSeen(end, "TEXT all");
            binaryPart(end, java.util.Arrays.copyOf(every, 100), false);
            binaryPart(end, java.util.Arrays.copyOfRange(every, 100, 256), true);
            awaitSeen(end, "TEXT all", "TEXT all");
        }
    }

    /** Reads into arrays behave as the JDK specifies. */
    @Test
    void arraysAreFilledWhereTheCallerSays() {
        try (End end = binary((session, stream) -> {
            byte[] array = "--------".getBytes(UTF_8);
            assertThat(stream.read(array, 0, 0)).isZero();
            assertThat(stream.read(array, 2, 2)).isEqualTo(2);
            assertThat(stream.available()).isEqualTo(1);
            assertThat(stream.read(array, 4, 4)).as("what is there").isEqualTo(1);
            assertThat(new String(array, UTF_8)).isEqualTo("--abc---");
            assertThatThrownBy(() -> stream.read(array, 5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(stream.skip(2)).isEqualTo(2);
            assertThat(stream.read(array)).isEqualTo(1);
            assertThat(stream.read(array)).isEqualTo(-1);
            assertThat(stream.available()).isZero();
            return (char) array[0];
        })) {
            end.start();
            binaryPart(end, "abc".getBytes(UTF_8), false);
            binaryPart(end, "def".getBytes(UTF_8), true);
            awaitSeen(end, "TEXT f");
        }
    }

    @Test
    void charactersAreReadAsTheCallerSays() {
        try (End end = text((session, reader) -> {
            char[] array = "------".toCharArray();
            assertThat(reader.ready()).isFalse();
            assertThat(reader.read(array, 0, 0)).isZero();
            assertThat(reader.read(array, 1, 2)).isEqualTo(2);
            assertThat(reader.ready()).isTrue();
            assertThat(new String(array)).isEqualTo("-ab---");
            assertThatThrownBy(() -> reader.read(array, 5, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(reader.read()).isEqualTo('c');
            assertThat(reader.skip(1)).isEqualTo(1);
            assertThat(reader.read()).isEqualTo(-1);
            assertThat(reader.ready()).isFalse();
            return "read";
        })) {
            end.start();
            textPart(end, "abc", false);
            textPart(end, "d", true);
            awaitSeen(end, "TEXT read");
        }
    }

    /** A message that is not read to its end does not stall the connection. */
    @Test
    void aMethodThatReadsNothingDropsTheMessage() {
        try (End end = binary((session, stream) -> "returned")) {
            end.start();
            for (int message = 0; message < 3; message++) {
                for (int i = 0; i < 50; i++) {
                    binaryPart(end, new byte[10_000], i == 49);
                }
            }
            awaitSeen(end, "TEXT returned", "TEXT returned", "TEXT returned");
        }
    }

    /** A stream that is closed early drops the rest. Further reads fail. */
    @Test
    void aStreamThatIsClosedEarlyDropsTheRest() {
        CountDownLatch dropped = new CountDownLatch(1);
        try (End end = open(
                new MessageReceiver.BinaryStream((session, stream) -> {
                    int first = stream.read();
                    stream.close();
                    stream.close();
                    assertThat(dropped.await(30, TimeUnit.SECONDS)).isTrue();
                    assertThatThrownBy(stream::read)
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("its stream is closed");
                    return first;
                }),
                new MessageReceiver.TextStream((session, reader) -> {
                    reader.close();
                    assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
                    return "closed";
                }))) {
            end.start();
            for (int i = 0; i < 50; i++) {
                binaryPart(end, new byte[] {1}, i == 49);
            }
            // All input was taken, though the method does not read it.
            end.peer.ping("behind").send();
            awaitSeen(end, "PONG behind");
            dropped.countDown();
            textPart(end, "a", false);
            textPart(end, "b", true);
            awaitSeen(end, "PONG behind", "TEXT 1", "TEXT closed");
        }
    }

    @Test
    void aStreamThatOutlivesItsMethodIsClosed() {
        InputStream[] kept = new InputStream[1];
        try (End end = binary((session, stream) -> {
            kept[0] = stream;
            return "kept";
        })) {
            end.start();
            binaryPart(end, new byte[10], false);
            awaitSeen(end, "TEXT kept");
            await().untilAsserted(() -> assertThatThrownBy(() -> kept[0].read()).isInstanceOf(IOException.class));
            binaryPart(end, new byte[10], true);
        }
    }

    /** The amount of input that waits for the application is bounded. */
    @Test
    void aSlowReaderSlowsItsPeerDownAndNothingIsLost() {
        CountDownLatch slow = new CountDownLatch(1);
        try (End end = binary((session, stream) -> {
            assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            return stream.readAllBytes().length;
        })) {
            end.start();
            assertThat(end.transport.isDemanded()).isTrue();
            for (int i = 0; i < 20; i++) {
                binaryPart(end, new byte[100], false);
            }
            await().until(() -> !end.transport.isDemanded());
            slow.countDown();
            await().until(() -> end.transport.isDemanded());
            binaryPart(end, new byte[100], true);
            awaitSeen(end, "TEXT 2100");
        }
    }

    @Test
    void silenceIsNotThePeersWhileTheReaderIsSlow() {
        CountDownLatch slow = new CountDownLatch(1);
        try (End end = binary((session, stream) -> {
            assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            return stream.readAllBytes().length;
        })) {
            end.session().setMaxIdleTimeout(1000);
            end.start();
            for (int i = 0; i < 20; i++) {
                binaryPart(end, new byte[100], false);
            }
            await().until(() -> !end.transport.isDemanded());
            for (int i = 0; i < 1000; i++) {
                end.tick();
            }
            slow.countDown();
            await().until(() -> end.transport.isDemanded());
            binaryPart(end, new byte[100], true);
            // After the pings of the keepalive.
            await().until(() -> end.peer.seen().contains("TEXT 2100"));
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aMethodForWhichThereIsNoThreadRunsBeforeTheNextMessage() {
        try (End end = binary((session, stream) -> stream.readAllBytes().length)) {
            for (int i = 0; i < 10; i++) {
                end.peer.put(writer -> writer.binaryPart(ByteBuffer.allocate(1), false));
            }
            end.peer
                    .put(writer -> writer.binaryPart(ByteBuffer.allocate(1), true))
                    .put(writer -> writer.binaryPart(ByteBuffer.allocate(1), false))
                    .send();
            // All threads for callbacks are busy, for example with waiting methods of other sessions.
            end.transport.runEvents();
            end.transport.write();
            assertThat(end.peer.seen()).containsExactly("TEXT 11");
        }
    }

    @Test
    void aMessageIsDeliveredEvenIfThePeerEndsBeforeThereIsAThreadForIt() {
        for (boolean close : new boolean[] {true, false}) {
            try (End end = binary((session, stream) -> {
                end(session, "read " + stream.readAllBytes().length);
                return "answer";
            })) {
                end.session().getUserProperties().put("heard", end.endpoint.heard());
                end.peer
                        .put(writer -> writer.binaryPart(ByteBuffer.allocate(1), false))
                        .put(writer -> writer.binaryPart(ByteBuffer.allocate(1), true));
                if (close) {
                    end.peer
                            .put(writer -> writer.close(CloseStatus.of(CloseStatus.NORMAL, "")))
                            .send();
                } else {
                    end.peer.send();
                    end.transport.arriveEnd();
                }
                end.transport.runEvents();
                end.pump();
                assertThat(end.endpoint.heard())
                        .containsExactly("open", "read 2", close ? "close 1000 " : "close 1006 ");
                assertThat(end.peer.seen()).startsWith("TEXT answer");
            }
        }
    }

    @Test
    void anExceptionInsideAMessageReachesOnErrorAndTheSessionContinues() {
        try (End end = text((session, reader) -> {
            String first = Character.toString(reader.read());
            if (first.equals("x")) {
                throw new IllegalStateException("did not like " + first);
            }
            return first + all(reader);
        })) {
            end.start();
            textPart(end, "x", false);
            awaitHeard(end, "error IllegalStateException: did not like x");
            textPart(end, "rest", false);
            textPart(end, "of it", true);
            textPart(end, "ne", false);
            textPart(end, "xt", true);
            awaitSeen(end, "TEXT next");
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsLostInTheMiddleEndsTheReadFirst() {
        try (End end = text((session, reader) -> {
            session.getBasicRemote().sendText("got " + (char) reader.read());
            try {
                return all(reader);
            } catch (IOException e) {
                end(session, "read failed: " + e.getMessage());
                throw e;
            }
        })) {
            end.session().getUserProperties().put("heard", end.endpoint.heard());
            end.start();
            textPart(end, "a", false);
            awaitSeen(end, "TEXT got a");
            end.transport.broke(new IOException("reset"));
            awaitHeard(end, "close 1006 ");
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "read failed: the connection is lost: reset",
                            "error MessageBrokenException: the connection is lost: reset",
                            "error SessionException: reset",
                            "close 1006 ");
        }
    }

    @SuppressWarnings("unchecked")
    private static void end(Session session, String line) {
        ((List<String>) session.getUserProperties().get("heard")).add(line);
    }

    @Test
    void aCloseFrameOrTheEndOfInputInTheMiddleEndsTheReadFirst() {
        for (boolean close : new boolean[] {true, false}) {
            try (End end = binary((session, stream) -> {
                session.getBasicRemote().sendText("got " + stream.read());
                return stream.read();
            })) {
                end.start();
                binaryPart(end, new byte[] {7}, false);
                awaitSeen(end, "TEXT got 7");
                if (close) {
                    end.peer.close(1000, "").send();
                } else {
                    end.transport.arriveEnd();
                }
                String closed = close ? "close 1000 " : "close 1006 ";
                awaitHeard(end, closed);
                assertThat(end.endpoint.heard()).hasSize(3).endsWith(closed);
                assertThat(end.endpoint.heard().get(1))
                        .startsWith("error MessageBrokenException: the session has ended: ");
            }
        }
    }

    @Test
    void aMessageThatBreaksTheProtocolInTheMiddleEndsTheReadFirst() {
        try (End end = text((session, reader) -> {
            session.getBasicRemote().sendText("got " + (char) reader.read());
            return all(reader);
        })) {
            end.start();
            textPart(end, "a", false);
            awaitSeen(end, "TEXT got a");
            end.peer.raw(0x80, 0x81, 0, 0, 0, 0, 0xFF).send();
            await().until(() -> end.endpoint.heard().size() == 4);
            assertThat(end.endpoint.heard().get(1))
                    .startsWith("error MessageBrokenException: the connection is lost: ");
            assertThat(end.endpoint.heard().get(2)).startsWith("error SessionException: ");
            assertThat(end.endpoint.heard().get(3)).startsWith("close 1007 ");
        }
    }

    @Test
    void theMethodMayCloseTheSessionInTheMiddle() {
        try (End end = text((session, reader) -> {
            reader.read();
            session.close();
            return "not sent any more";
        })) {
            end.start();
            textPart(end, "a", false);
            awaitHeard(end, "close 1000 ");
            for (int i = 0; i < 20; i++) {
                textPart(end, "dropped", i == 19);
            }
            end.peer.close(1000, "").send();
            awaitSeen(end, "CLOSE 1000 ", "END");
        }
    }

    @Test
    void pingsAreAnsweredWhileAMessageIsRead() {
        try (End end = text((session, reader) -> all(reader))) {
            end.start();
            textPart(end, "a", false);
            end.peer.ping("in the middle").send();
            awaitSeen(end, "PONG in the middle");
            textPart(end, "b", true);
            awaitSeen(end, "PONG in the middle", "TEXT ab");
        }
    }

    @Test
    void pongsOfTheApplicationWaitForTheMethodAndForNothingElse() {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (End end = open(
                new MessageReceiver.TextStream((session, reader) -> {
                    String all = all(reader);
                    session.getBasicRemote().sendText("read");
                    assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                    heard.add("returns " + all);
                    return null;
                }),
                pongs(heard))) {
            end.start();
            textPart(end, "a", false);
            end.peer.put(writer -> writer.pong(ByteBuffer.wrap("middle".getBytes(UTF_8))));
            end.peer.put(writer -> writer.textPart("b", true));
            end.peer.put(writer -> writer.pong(ByteBuffer.wrap("end".getBytes(UTF_8))));
            end.peer.ping("behind").send();
            // The events do not wait for the method or for the pongs.
            await().until(() -> end.peer.seen().size() == 2);
            assertThat(end.peer.seen()).containsExactlyInAnyOrder("PONG behind", "TEXT read");
            assertThat(heard).isEmpty();
            go.countDown();
            // No other input is needed.
            await().untilAsserted(() -> assertThat(heard).containsExactly("returns ab", "pong middle", "pong end"));
        }
    }

    @Test
    void ofManyPongsInTheMiddleTheLatestAreKept() {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (End end = open(new MessageReceiver.TextStream((session, reader) -> all(reader)), pongs(heard))) {
            end.start();
            textPart(end, "a", false);
            for (int i = 0; i < 1000; i++) {
                String payload = Integer.toString(i);
                end.peer.put(writer -> writer.pong(ByteBuffer.wrap(payload.getBytes(UTF_8))));
            }
            end.peer.put(writer -> writer.textPart("b", true)).send();
            await().until(() -> heard.size() == 128);
            assertThat(heard).startsWith("pong 872").endsWith("pong 999");
        }
    }

    @Test
    void messagesKeepTheirOrderWhateverTheirForms() {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (End end = open(
                new MessageReceiver.TextStream((session, reader) -> heard.add("text " + all(reader)) ? null : null),
                new MessageReceiver.BinaryStream(
                        (session, stream) -> heard.add("binary " + stream.readAllBytes().length) ? null : null),
                pongs(heard))) {
            end.start();
            for (int i = 0; i < 100; i++) {
                String name = Integer.toString(i);
                end.peer
                        .put(writer -> writer.textPart(name, false))
                        .put(writer -> writer.textPart("!", true))
                        .put(writer -> writer.pong(ByteBuffer.wrap(name.getBytes(UTF_8))))
                        .text(name + "?")
                        .put(writer -> writer.binaryPart(ByteBuffer.allocate(5), false))
                        .put(writer -> writer.binaryPart(ByteBuffer.allocate(5), true));
            }
            end.peer.send();
            await().until(() -> heard.size() == 400);
            for (int i = 0; i < 100; i++) {
                assertThat(heard.subList(4 * i, 4 * i + 4))
                        .containsExactly("text " + i + "!", "pong " + i, "text " + i + "?", "binary 10");
            }
        }
    }

    @Test
    void anInterruptedReadFailsAndKeepsTheInterrupt() {
        try (End end = text((session, reader) -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> all(reader)).isInstanceOf(java.io.InterruptedIOException.class);
            return Thread.interrupted();
        })) {
            end.start();
            textPart(end, "a", false);
            textPart(end, "b", false);
            awaitSeen(end, "TEXT true");
        }
    }

    private static End withHandlers() {
        End end = End.server();
        end.endpoint.receivesMessages = false;
        return end.open();
    }

    private static MessageHandler.Partial<String> parts(End end, String name) {
        return (part, last) -> end.endpoint.heard().add(name + " " + part + (last ? "." : ""));
    }

    private static MessageHandler.Whole<String> whole(End end, String name) {
        return message -> end.endpoint.heard().add(name + " " + message);
    }

    /** Section 2.1.3: the handler that gets the first part of a message gets all of it. */
    @Test
    void aHandlerThatIsExchangedInTheMiddleOfAMessageGetsTheRestOfIt() {
        try (End end = withHandlers()) {
            MessageHandler.Partial<String> first = parts(end, "first");
            end.session().addMessageHandler(String.class, first);
            textPart(end, "a", false);
            end.pump();
            end.session().removeMessageHandler(first);
            MessageHandler.Partial<String> second = parts(end, "second");
            end.session().addMessageHandler(String.class, second);
            textPart(end, "b", false);
            textPart(end, "c", true);
            textPart(end, "d", false);
            textPart(end, "e", true);
            end.peer.text("f");
            end.receive();
            end.session().removeMessageHandler(second);
            end.session().addMessageHandler(String.class, whole(end, "third"));
            textPart(end, "g", false);
            textPart(end, "h", true);
            end.pump();
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open", "first a", "first b", "first c.", "second d", "second e.", "second f.", "third gh");
        }
    }

    @Test
    void aMessageThatBeginsWithoutAReceiverHasNone() {
        try (End end = withHandlers()) {
            textPart(end, "a", false);
            end.pump();
            end.session().addMessageHandler(String.class, parts(end, "late"));
            textPart(end, "b", true);
            end.peer.text("c");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "late c.");
        }
    }

    @Test
    void aMessageThatBeganWholeStaysWhole() {
        try (End end = withHandlers()) {
            MessageHandler.Whole<String> first = whole(end, "first");
            end.session().addMessageHandler(String.class, first);
            textPart(end, "a", false);
            end.pump();
            end.session().removeMessageHandler(first);
            end.session().addMessageHandler(String.class, parts(end, "second"));
            textPart(end, "b", true);
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "second ab.");
        }
    }

    @Test
    void aHandlerReadsStreamsTooAndMayRemoveItselfInTheMiddle() {
        try (End end = withHandlers()) {
            end.start();
            end.session().addMessageHandler(Reader.class, new MessageHandler.Whole<Reader>() {
                @Override
                public void onMessage(Reader reader) {
                    try {
                        String first = Character.toString(reader.read());
                        end.session().removeMessageHandler(this);
                        end.session().addMessageHandler(String.class, whole(end, "next"));
                        end.endpoint.heard().add("stream " + first + all(reader));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            textPart(end, "a", false);
            textPart(end, "b", true);
            awaitHeard(end, "stream ab");
            end.peer.text("c").send();
            awaitHeard(end, "next c");
        }
    }

    @Test
    void binaryPartsComeAsBuffersAndAsArrays() {
        try (End end = withHandlers()) {
            MessageHandler.Partial<ByteBuffer> buffers =
                    (part, last) -> end.endpoint.heard().add("buffer " + part.remaining() + " " + last);
            end.session().addMessageHandler(ByteBuffer.class, buffers);
            binaryPart(end, new byte[3], false);
            binaryPart(end, new byte[4], true);
            end.pump();
            end.session().removeMessageHandler(buffers);
            end.session().addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>)
                    (part, last) -> end.endpoint.heard().add("array " + part.length + " " + last));
            binaryPart(end, new byte[5], false);
            binaryPart(end, new byte[0], true);
            end.pump();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "buffer 3 false", "buffer 4 true", "array 5 false", "array 0 true");
        }
    }

    /** Little input may inflate to a large message. */
    @Test
    void muchInputAtOnceWaitsForItsReader() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        try (End end = text((session, reader) -> {
            mayRead.await();
            return "read " + all(reader).length();
        })) {
            end.start();
            end.peer.put(writer -> {
                for (int i = 0; i < 1000; i++) {
                    writer.textPart("0123456789", false);
                }
                writer.textPart("", true);
            });
            end.peer.send();
            await().until(() -> end.transport.waiting() > 0);
            mayRead.countDown();
            awaitSeen(end, "TEXT read 10000");
        }
    }

    @Test
    void muchInputWithoutAFreeThreadFailsTheConnectionWithTheSetting() {
        try (End end = End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 1)) {
            end.endpoint.declared = List.of(new MessageReceiver.TextStream((session, reader) -> all(reader)));
            end.open();
            end.peer.put(writer -> {
                for (int i = 0; i < 1000; i++) {
                    writer.textPart("0123456789", false);
                }
            });
            end.receive();
            assertThat(end.peer.seen().get(0)).startsWith("CLOSE 1009").contains("maxThreads");
        }
    }
}
