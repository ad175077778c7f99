package io.hawser.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChatTest {

    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = ChatServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void visitorsHearWhoComesWhatIsSaidAndWhoGoes() throws Exception {
        Visitor ada = new Visitor("harbour?name=Ada");
        assertThat(names(ada.next("welcome"))).containsExactly("Ada");

        Visitor grace = new Visitor("harbour?name=Grace");
        assertThat(ada.next("joined").getString("name")).isEqualTo("Grace");
        assertThat(names(grace.next("welcome"))).containsExactly("Ada", "Grace");

        grace.say("  hello  ");
        for (Visitor visitor : List.of(ada, grace)) {
            JsonObject message = visitor.next("message");
            assertThat(message.getString("from")).isEqualTo("Grace");
            assertThat(message.getString("text")).isEqualTo("hello");
        }

        grace.session.close();
        assertThat(ada.next("left").getString("name")).isEqualTo("Grace");
    }

    @Test
    void nameIsGivenOncePerRoom() throws Exception {
        assertThat(new Visitor("harbour?name=Ada").next("welcome").getString("you"))
                .isEqualTo("Ada");
        assertThat(new Visitor("harbour?name=ada").next("welcome").getString("you"))
                .isEqualTo("ada 2");
        assertThat(new Visitor("galley?name=Ada").next("welcome").getString("you"))
                .isEqualTo("Ada");
        assertThat(new Visitor("galley").next("welcome").getString("you")).isEqualTo("Guest");
    }

    @Test
    void newcomerGetsTheLastFiftyMessages() throws Exception {
        Visitor ada = new Visitor("harbour?name=Ada");
        ada.next("welcome");
        for (int number = 1; number <= 51; number++) {
            ada.say("message " + number);
            ada.next("message");
        }
        List<JsonObject> history = new Visitor("harbour?name=Grace")
                .next("welcome")
                .getJsonArray("history")
                .getValuesAs(JsonObject.class);
        assertThat(history).hasSize(50);
        assertThat(history.get(0).getString("text")).isEqualTo("message 2");
        assertThat(history)
                .extracting(message -> message.getJsonNumber("at").longValue())
                .isSorted();
    }

    @Test
    void roomWithAnImpossibleNameIsClosedWith1008() throws Exception {
        assertThat(new Visitor("%3Cb%3E").closed.get().getCloseCode().getCode()).isEqualTo(1008);
    }

    @Test
    void messageThatIsTooLongIsClosedWith1009() throws Exception {
        Visitor ada = new Visitor("harbour?name=Ada");
        ada.next("welcome");
        ada.say("x".repeat(8_001));
        assertThat(ada.closed.get().getCloseCode().getCode()).isEqualTo(1009);
    }

    @Test
    void serverThatStopsSaysSo() throws Exception {
        Visitor ada = new Visitor("harbour?name=Ada");
        ada.next("welcome");
        server.close();
        assertThat(ada.closed.get().getCloseCode().getCode()).isEqualTo(1001);
    }

    private static List<String> names(JsonObject welcome) {
        return welcome.getJsonArray("people").getValuesAs(JsonString::getString);
    }

    @ClientEndpoint
    final class Visitor {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
        private final Session session;

        Visitor(String roomAndName) throws Exception {
            URI uri = URI.create(server.uri() + "chat/" + roomAndName);
            session = ContainerProvider.getWebSocketContainer().connectToServer(this, uri);
        }

        @OnMessage
        public void hear(String event) {
            heard.add(event);
        }

        @OnClose
        public void end(CloseReason reason) {
            closed.complete(reason);
        }

        void say(String text) throws IOException {
            session.getBasicRemote().sendText(text);
        }

        JsonObject next(String type) throws InterruptedException {
            JsonObject event = Json.createReader(new StringReader(heard.take())).readObject();
            assertThat(event.getString("type")).isEqualTo(type);
            return event;
        }
    }
}
