package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.container.HawserClientContainer;
import io.hawser.standalone.client.SharedClients;
import io.hawser.war.TestWar;
import io.hawser.war.WarEndpoints;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each application of a server has its own client container. */
@Timeout(120)
class ClientsOfApplicationsTest {

    private static final BlockingQueue<String> VISITS = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    private HawserServer server;

    /** Records its sessions and their close reasons. */
    @ServerEndpoint("/visited")
    public static class Visited {

        @OnOpen
        public void onOpen() {
            VISITS.add("open");
        }

        @OnClose
        public void onClose(CloseReason reason) {
            VISITS.add("close " + reason.getCloseCode().getCode());
        }
    }

    @BeforeEach
    void start() throws Exception {
        VISITS.clear();
        server = HawserServer.builder().addEndpoint(Visited.class).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebApplication deploy(String contextPath) throws Exception {
        return server.deploy(
                new TestWar()
                        .classes(
                                WarEndpoints.class, WarEndpoints.ClientUser.class, WarEndpoints.ClientUser.Silent.class)
                        .writeTo(directory.resolve(contextPath.substring(1) + ".war")),
                contextPath);
    }

    /** {@return the limits of the application's client and of its server} */
    private static String ask(WebApplication application, String message) throws Exception {
        CollectingClient client = new CollectingClient();
        try (Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client,
                        ClientEndpointConfig.Builder.create().build(),
                        application.uri().resolve("client"))) {
            session.getBasicRemote().sendText(message);
            return (String) client.next();
        }
    }

    private static String visit() throws InterruptedException {
        return VISITS.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void defaultsOfOneAreNotThoseOfAnother() throws Exception {
        int before = ContainerProvider.getWebSocketContainer().getDefaultMaxTextMessageBufferSize();
        WebApplication one = deploy("/one");
        WebApplication other = deploy("/other");
        assertThat(ask(one, "1234")).isEqualTo("1234 " + before);
        assertThat(ask(one, "")).isEqualTo("1234 " + before);
        assertThat(ask(other, "")).isEqualTo(before + " " + before);
        assertThat(ContainerProvider.getWebSocketContainer().getDefaultMaxTextMessageBufferSize())
                .isEqualTo(before);
        one.close();
        assertThat(ask(deploy("/one"), "")).as("deployed anew").isEqualTo(before + " " + before);
    }

    @Test
    void sessionsOfClientsEndWith1001WithTheirApplicationAndNoOther() throws Exception {
        String address = server.uri().resolve("visited").toString();
        WebApplication one = deploy("/one");
        WebApplication other = deploy("/other");
        ask(one, address);
        ask(other, address);
        assertThat(visit()).isEqualTo("open");
        assertThat(visit()).isEqualTo("open");
        one.close();
        assertThat(visit()).isEqualTo("close 1001");
        assertThat(VISITS).isEmpty();
        other.close();
        assertThat(visit()).isEqualTo("close 1001");
    }

    /** As for the applications of a servlet container that contains Hawser. */
    @Test
    void anApplicationIsKnownByTheContextClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader application = new ClassLoader(before) {};
        ClassLoader below = new ClassLoader(application) {};
        SharedClients clients = new SharedClients(getClass().getClassLoader());
        HawserClientContainer common = clients.get();
        clients.begin(application);
        clients.begin(application);
        try {
            thread.setContextClassLoader(application);
            HawserClientContainer own = clients.get();
            assertThat(own).isNotSameAs(common);
            thread.setContextClassLoader(below);
            assertThat(clients.get()).isSameAs(own);
            thread.setContextClassLoader(null);
            assertThat(clients.get()).isSameAs(common);
            clients.end(application);
            thread.setContextClassLoader(below);
            assertThat(clients.get()).as("after its end").isSameAs(common);
            clients.end(getClass().getClassLoader());
            assertThat(clients.get()).as("where Hawser is the application's").isNotSameAs(common);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** As in a web application that contains Hawser in its libraries. */
    @Test
    void aThreadThatKnowsOfNoApplicationIsOfTheOneThatHasHawserForItself() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        SharedClients clients = new SharedClients(getClass().getClassLoader());
        clients.begin(getClass().getClassLoader());
        HawserClientContainer own = clients.get();
        thread.setContextClassLoader(null);
        try {
            assertThat(clients.get()).isSameAs(own);
        } finally {
            thread.setContextClassLoader(before);
            clients.end(getClass().getClassLoader());
        }
    }
}
