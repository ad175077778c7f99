package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.3: {@code @PathParam}. */
class Section43PathParamTest {

    @ServerEndpoint("/{a}")
    public static class BadOnOpen {
        @OnOpen
        public void open(@PathParam("a") List<String> a) {}
    }

    @ServerEndpoint("/{a}")
    public static class BadOnMessage {
        @OnMessage
        public void message(String text, @PathParam("a") BigDecimal a) {}
    }

    @ServerEndpoint("/{a}")
    public static class BadOnError {
        @OnError
        public void error(Throwable error, @PathParam("a") Object a) {}
    }

    @ServerEndpoint("/{a}")
    public static class BadOnClose {
        @OnClose
        public void close(@PathParam("a") Session a) {}
    }

    @Test
    @Proves("4.3-1")
    void otherTypesThanStringsAndPrimitivesAreRefusedAtDeployment() {
        Refused.byServer(BadOnOpen.class, "open(java.util.List)", "@PathParam", "java.util.List");
        Refused.byServer(BadOnMessage.class, "message(", "@PathParam", "java.math.BigDecimal");
        Refused.byServer(BadOnError.class, "error(", "@PathParam", "java.lang.Object");
        Refused.byServer(BadOnClose.class, "close(", "@PathParam", "jakarta.websocket.Session");
    }

    @Test
    @Proves("4.3-2")
    void nameOfTheVariableCannotBeLeftAway() throws Exception {
        // The compiler reports the error, since the element has no default.
        assertThat(PathParam.class.getMethod("value").getDefaultValue()).isNull();
    }

    /** Has its variables in all methods. */
    @ServerEndpoint("/from/{from}/to/{to}")
    public static class Travel {

        @OnOpen
        public void open(@PathParam("to") String to, @PathParam("from") String from) {
            Journal.add("open " + from + " " + to);
        }

        @OnMessage
        public void message(@PathParam("from") String from, String text, @PathParam("to") String to) {
            Journal.add("message " + from + " " + to + " " + text);
            throw new IllegalStateException();
        }

        @OnError
        public void error(@PathParam("from") String from, Throwable error, @PathParam("to") String to) {
            Journal.add("error " + from + " " + to);
        }

        @OnClose
        public void close(@PathParam("from") String from, CloseReason reason, @PathParam("to") String to) {
            Journal.add("close " + from + " " + to);
        }
    }

    @Test
    @Proves({"4.3-3", "4.3-4"})
    void parametersOfAllMethodsAreTheSegmentsOfTheRequest() throws Exception {
        try (Site site = Site.of(Travel.class)) {
            Session session = site.connect(new Client(), "/from/Rome/to/Oslo");
            session.getBasicRemote().sendText("fast");
            Journal.expect("open Rome Oslo", "message Rome Oslo fast", "error Rome Oslo");
            session.close();
            Journal.expect("close Rome Oslo");
            site.connect(new Client(), "/from/Bern/to/Riga").close();
            Journal.expect("open Bern Riga", "close Bern Riga");
        }
    }

    @Test
    @Proves("4.3-3")
    void connectionsAtTheSameTimeKeepTheirOwnSegments() throws Exception {
        try (Site site = Site.of(Travel.class)) {
            Session one = site.connect(new Client(), "/from/a/to/b");
            Session two = site.connect(new Client(), "/from/c/to/d");
            Journal.expect("open a b", "open c d");
            two.getBasicRemote().sendText("x");
            Journal.expect("message c d x", "error c d");
            one.getBasicRemote().sendText("y");
            Journal.expect("message a b y", "error a b");
        }
    }

    /** Names a variable that the path does not have. */
    @ServerEndpoint("/known/{known}")
    public static class Unknown {
        @OnOpen
        public void open(
                @PathParam("unknown") String unknown,
                @PathParam("Known") Integer otherCase,
                @PathParam("known") String known) {
            Journal.add(unknown + " " + otherCase + " " + known);
        }
    }

    /** Names variables, but its path has none. */
    @ClientEndpoint
    public static class OnAClient {
        @OnOpen
        public void open(@PathParam("known") String known) {
            Journal.add("client " + known);
        }
    }

    @Test
    @Proves("4.3")
    void nameThatIsNoVariableGivesNull() throws Exception {
        try (Site site = Site.of(Unknown.class)) {
            site.connect(new Client(), "/known/x");
            Journal.expect("null null x");
        }
        try (Site site = Site.of(Echo.class)) {
            site.connect(new OnAClient(), "/echo");
            Journal.expect("client null");
        }
    }

    /** Has parameters of all primitive types. */
    @ServerEndpoint("/p/{z}/{b}/{c}/{s}/{i}/{l}/{f}/{d}")
    public static class Primitives {
        @OnOpen
        public void open(
                @PathParam("z") boolean z,
                @PathParam("b") byte b,
                @PathParam("c") char c,
                @PathParam("s") short s,
                @PathParam("i") int i,
                @PathParam("l") long l,
                @PathParam("f") float f,
                @PathParam("d") double d) {
            Journal.add(z + " " + b + " " + c + " " + s + " " + i + " " + l + " " + f + " " + d);
        }
    }

    /** Has parameters of all wrapper classes. */
    @ServerEndpoint("/b/{z}/{b}/{c}/{s}/{i}/{l}/{f}/{d}")
    public static class Boxes {
        @OnOpen
        public void open(
                @PathParam("z") Boolean z,
                @PathParam("b") Byte b,
                @PathParam("c") Character c,
                @PathParam("s") Short s,
                @PathParam("i") Integer i,
                @PathParam("l") Long l,
                @PathParam("f") Float f,
                @PathParam("d") Double d) {
            Journal.add(z + " " + b + " " + c + " " + s + " " + i + " " + l + " " + f + " " + d);
        }
    }

    @Test
    @Proves("4.3-5")
    void primitivesAndBoxesAreMadeAsTheirConstructorsOfAStringWould() throws Exception {
        try (Site site = Site.of(Primitives.class, Boxes.class)) {
            for (String path : new String[] {"/p", "/b"}) {
                site.connect(new Client(), path + "/TRUE/-128/x/32767/+7/-9000000000/1e3/0.25");
                Journal.expect("true -128 x 32767 7 -9000000000 1000.0 0.25");
                // A Boolean is false for every text except "true".
                site.connect(new Client(), path + "/yes/0/0/0/0/0/NaN/-Infinity");
                Journal.expect("false 0 0 0 0 0 NaN -Infinity");
            }
        }
    }

    /** Has a number as a parameter of {@code @OnMessage}. */
    @ServerEndpoint("/rows/{row}/{column}")
    public static class Cell {

        @OnMessage
        public void message(String text, @PathParam("row") int row, @PathParam("column") Byte column) {
            Journal.add("cell " + row + " " + column);
        }

        @OnError
        public void error(@PathParam("row") String row, Throwable error) {
            Journal.add(error.getClass().getSimpleName() + " of " + ((DecodeException) error).getText());
        }
    }

    /** Has a number as a parameter of {@code @OnOpen}. */
    @ServerEndpoint("/open/{number}")
    public static class Opened {

        @OnOpen
        public void open(@PathParam("number") long number) {
            Journal.add("open " + number);
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error.getClass().getSimpleName() + " of " + ((DecodeException) error).getText());
        }
    }

    /** Has a number as a parameter of {@code @OnClose}. */
    @ServerEndpoint("/close/{number}")
    public static class Closed {

        @OnClose
        public void close(@PathParam("number") short number) {
            Journal.add("close " + number);
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error.getClass().getSimpleName() + " of " + ((DecodeException) error).getText());
        }
    }

    @Test
    @Proves("4.3-6")
    void segmentThatIsNoNumberIsADecodeExceptionForOnError() throws Exception {
        try (Site site = Site.of(Cell.class, Opened.class, Closed.class)) {
            site.connect(new Client(), "/rows/1/2").getBasicRemote().sendText("");
            Journal.expect("cell 1 2");
            site.connect(new Client(), "/rows/first/2").getBasicRemote().sendText("");
            Journal.expect("DecodeException of first");
            site.connect(new Client(), "/rows/1/300").getBasicRemote().sendText("");
            Journal.expect("DecodeException of 300");
            site.connect(new Client(), "/open/1");
            Journal.expect("open 1");
            site.connect(new Client(), "/open/one");
            Journal.expect("DecodeException of one");
            site.connect(new Client(), "/close/1").close();
            Journal.expect("close 1");
            site.connect(new Client(), "/close/one").close();
            Journal.expect("DecodeException of one");
        }
    }
}
