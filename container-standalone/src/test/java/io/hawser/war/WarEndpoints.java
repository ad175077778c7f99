package io.hawser.war;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The classes of the WAR files of the tests. The copies in an application have their own static fields. */
public final class WarEndpoints {

    private WarEndpoints() {}

    /** Sends its name and the number of messages that this copy of the class has received. */
    @ServerEndpoint("/count")
    public static class Counter {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private static final ThreadLocal<Object> LEFT_BEHIND = new ThreadLocal<>();

        @OnMessage
        public String count(String message) {
            LEFT_BEHIND.set(new Counter());
            return message + " " + COUNT.incrementAndGet();
        }
    }

    /** Sends the context class loaders of its methods. */
    @ServerEndpoint(value = "/context", configurator = Context.Configurator.class)
    public static class Context {
        private static final Queue<String> WRONG = new ConcurrentLinkedQueue<>();
        private static final Queue<String> RIGHT = new ConcurrentLinkedQueue<>();

        public Context() {
            note("constructor");
        }

        @OnOpen
        public void open() {
            note("onOpen");
        }

        @OnMessage
        public String message(String message, Session session) {
            note("onMessage");
            if (message.equals("async")) {
                SendHandler handler = result -> {
                    note("SendHandler");
                    session.getAsyncRemote().sendText("sent");
                };
                session.getAsyncRemote().sendText("first", handler);
                return null;
            }
            return "wrong " + WRONG + ", right "
                    + RIGHT.stream().distinct().sorted().toList();
        }

        @OnClose
        public void close() {
            note("onClose");
        }

        private static void note(String where) {
            boolean right = Thread.currentThread().getContextClassLoader() == Context.class.getClassLoader();
            (right ? RIGHT : WRONG).add(where);
        }

        /** Records its calls. */
        public static class Configurator extends ServerEndpointConfig.Configurator {
            public Configurator() {
                note("configurator");
            }

            @Override
            public boolean checkOrigin(String origin) {
                note("checkOrigin");
                return true;
            }
        }
    }

    /** Connects to the counter of the same application. */
    @ServerEndpoint("/caller")
    public static class Caller {
        @OnMessage
        public void call(String message, Session session) throws Exception {
            URI counter = session.getRequestURI().resolve("count");
            Session client = ContainerProvider.getWebSocketContainer().connectToServer(new Client(session), counter);
            client.getBasicRemote().sendText(message);
        }
    }

    /** Passes one answer on, with its context class loader. */
    @ClientEndpoint
    public static class Client {
        private final Session asker;

        Client(Session asker) {
            this.asker = asker;
        }

        @OnMessage
        public void answer(String answer, Session session) throws Exception {
            boolean right = Thread.currentThread().getContextClassLoader() == Client.class.getClassLoader();
            asker.getBasicRemote().sendText(answer + " " + right);
            session.close();
        }
    }

    /** Sends the name of the container that a client of the application gets. */
    @ServerEndpoint("/provider")
    public static class ProviderAsker {
        @OnMessage
        public String provider(String message) {
            try {
                return String.valueOf(ContainerProvider.getWebSocketContainer());
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }
    }

    /** Uses the client container that it gets. */
    @ServerEndpoint("/client")
    public static class ClientUser {

        @OnMessage
        public String use(String message, Session session) throws Exception {
            WebSocketContainer client = ContainerProvider.getWebSocketContainer();
            if (message.startsWith("ws:")) {
                client.connectToServer(new Silent(), URI.create(message));
            } else if (!message.isEmpty()) {
                client.setDefaultMaxTextMessageBufferSize(Integer.parseInt(message));
            }
            return client.getDefaultMaxTextMessageBufferSize() + " "
                    + session.getContainer().getDefaultMaxTextMessageBufferSize();
        }

        /** Its client. */
        @ClientEndpoint
        public static class Silent {}
    }

    /** A provider in the application. */
    public static class Provider extends ContainerProvider {
        @Override
        protected WebSocketContainer getContainer() {
            throw new IllegalStateException("the application's own provider");
        }
    }

    /** Waits in {@code onMessage} until an interrupt releases it. */
    @ServerEndpoint("/stuck")
    public static class Stuck {
        @OnMessage
        public void stay(String message, Session session) throws InterruptedException {
            session.getAsyncRemote().sendText("in");
            new CountDownLatch(1).await();
        }
    }

    /** Sends its path. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.getAsyncRemote().sendText(((ServerEndpointConfig) config).getPath());
        }
    }

    /** Not to be deployed. */
    public abstract static class AbstractEndpoint extends Endpoint {}

    /** Not to be deployed: only its superclass has the annotation. */
    public static class CounterChild extends Counter {}

    /** Not to be deployed. */
    @ServerEndpoint("/hidden")
    static class Hidden {}

    /** Not to be deployed. */
    @ServerEndpoint("/protected")
    protected static class ProtectedOne {}

    /** Not to be deployed. */
    @ServerEndpoint("/abstract")
    public abstract static class AbstractOne {}

    /** Breaks a rule. */
    @ServerEndpoint("/bad")
    public static class Bad {
        @OnMessage
        public void text(String message) {}

        @OnMessage
        public void again(String message) {}
    }

    /** Selects some endpoints, and puts the classes that it got into the path of one of them. */
    public static class Config implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
            List<Class<?>> all = new ArrayList<>(scanned);
            String names = all.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining("-"));
            return Set.of(ServerEndpointConfig.Builder.create(Programmatic.class, "/programmatic/" + names)
                    .build());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            scanned.removeIf(type -> type != Counter.class);
            return scanned;
        }
    }

    /** Selects nothing. */
    public static class EmptyConfig implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
            return null;
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }

    /** Fails in its methods. */
    public static class FailingConfig implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return scanned;
        }
    }
}
