package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks on a server that has a {@code ContextService}, and on others. */
class ServerContextsTest {

    private static final String SERVICE = "java:comp/DefaultContextService";
    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    /** The names in the server's JNDI. */
    private static final Map<String, Object> NAMES = new ConcurrentHashMap<>();

    private static final AtomicInteger LOOKUPS = new AtomicInteger();

    /** The component whose context the thread has, or {@code null}. */
    private static final ThreadLocal<String> COMPONENT = new ThreadLocal<>();

    private static final List<String> NOTES = new CopyOnWriteArrayList<>();

    private String factoryBefore;

    /** The executor of a framework, or {@code null}. */
    private Executor framework;

    @BeforeEach
    void naming() {
        NAMES.clear();
        NOTES.clear();
        LOOKUPS.set(0);
        factoryBefore = System.getProperty(Context.INITIAL_CONTEXT_FACTORY);
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        COMPONENT.set("/app");
    }

    @AfterEach
    void namingNoMore() {
        COMPONENT.remove();
        if (factoryBefore == null) {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        } else {
            System.setProperty(Context.INITIAL_CONTEXT_FACTORY, factoryBefore);
        }
    }

    /** The JNDI of the test's server. It finds names only on threads with a context. */
    public static final class Naming implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            InvocationHandler answers = (proxy, method, arguments) -> {
                if (!method.getName().equals("lookup")) {
                    return null;
                }
                LOOKUPS.incrementAndGet();
                Object found = COMPONENT.get() == null ? null : NAMES.get(String.valueOf(arguments[0]));
                if (found instanceof Throwable failure) {
                    throw failure;
                }
                if (found == null) {
                    throw new NameNotFoundException(String.valueOf(arguments[0]));
                }
                return found;
            };
            return (Context)
                    Proxy.newProxyInstance(Naming.class.getClassLoader(), new Class<?>[] {Context.class}, answers);
        }
    }

    private static Executor captured() {
        String component = COMPONENT.get();
        return task -> {
            String before = COMPONENT.get();
            COMPONENT.set(component);
            try {
                task.run();
            } finally {
                COMPONENT.set(before);
            }
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static ContextService service() {
        return proxy(ContextService.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("currentContextExecutor");
            return captured();
        });
    }

    /** Records the context of each callback. */
    @ServerEndpoint("/echo")
    public static class Noting {

        private static void note(String callback) {
            NOTES.add(callback + " " + COMPONENT.get());
        }

        @OnOpen
        public void open() {
            note("open");
        }

        @OnMessage
        public void message(String text, Session session) {
            note("message");
            if (text.equals("fail")) {
                throw new IllegalStateException("as was asked for");
            }
            session.getAsyncRemote().sendText(text, result -> note("sent"));
        }

        @OnMessage
        public void pong(jakarta.websocket.PongMessage pong) {
            note("pong");
        }

        @OnError
        public void error(Throwable failure) {
            note("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            note("close");
        }
    }

    /** Reads streams, which run on their own threads. */
    @ServerEndpoint("/echo")
    public static class Reading {

        @OnMessage
        public void message(Reader text) throws IOException {
            Noting.note("begin");
            while (text.read() >= 0) {
                // Reads until the last piece has arrived.
            }
            Noting.note("end");
        }
    }

    private void haveEverythingCalled(Kind kind) throws Exception {
        haveEverythingCalled(kind, new FakeContext(kind.mark));
    }

    private void haveEverythingCalled(Kind kind, FakeContext context) throws Exception {
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()), context, Set.of(Noting.class))) {
            FakeRequest request = FakeRequest.upgrade();
            request.query = "contexts-" + kind;
            request.attributes.put(HawserInitializer.CALLBACK_EXECUTOR, framework);
            FakeConnection connection = server.connect(request, new FakeResponse());
            connection.send(Frames.text("hello"));
            await().until(() -> NOTES.stream().anyMatch(note -> note.startsWith("sent")));
            connection.send(Frames.text("fail"));
            connection.send(Frames.client(0x8A, new byte[] {1}));
            await().until(() -> NOTES.stream().anyMatch(note -> note.startsWith("pong")));
            connection.send(Frames.close(1000));
            await().until(() -> NOTES.stream().anyMatch(note -> note.startsWith("close")));
            connection.endInput();
            await().until(connection::isEnded);
            assertThat(connection.faults).isEmpty();
        }
    }

    private static void allHave(String component) {
        assertThat(NOTES)
                .extracting(note -> note.split(" ")[0])
                .containsExactly("open", "message", "sent", "message", "error", "pong", "close");
        assertThat(NOTES).allSatisfy(note -> assertThat(note).endsWith(" " + component));
    }

    @ParameterizedTest
    @EnumSource
    void callbacksHaveTheContextsOfTheHandshake(Kind kind) throws Exception {
        NAMES.put(SERVICE, service());
        haveEverythingCalled(kind);
        allHave("/app");
    }

    /** A framework's executor runs inside the contexts of the server, and may change them. */
    @ParameterizedTest
    @EnumSource
    void callbacksRunInTheExecutorOfTheRequest(Kind kind) throws Exception {
        NAMES.put(SERVICE, service());
        framework = task -> {
            String server = COMPONENT.get();
            COMPONENT.set(server + "/user");
            try {
                task.run();
            } finally {
                COMPONENT.set(server);
            }
        };
        haveEverythingCalled(kind);
        allHave("/app/user");
    }

    @Test
    void anExecutorOfTheRequestThatFailsLosesNoCallback() throws Exception {
        framework = task -> {
            throw new IllegalStateException("as was asked for");
        };
        haveEverythingCalled(Kind.TOMCAT);
        allHave("null");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsReadAsAStreamHasThemToo(Kind kind) throws Exception {
        NAMES.put(SERVICE, service());
        FakeContext context = new FakeContext(kind.mark);
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()), context, Set.of(Reading.class))) {
            FakeConnection connection = server.connect("streams-" + kind);
            connection.send(Frames.client(0x01, new byte[] {'a'}));
            await().until(() -> NOTES.contains("begin /app"));
            connection.send(Frames.client(0x80, new byte[] {'b'}));
            await().until(() -> NOTES.contains("end /app"));
            connection.endInput();
            await().until(connection::isEnded);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aManagedExecutorServiceHasAContextService(Kind kind) throws Exception {
        NAMES.put(EXECUTOR, proxy(ManagedExecutorService.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getContextService");
            return service();
        }));
        haveEverythingCalled(kind);
        allHave("/app");
    }

    /** As in servers that implement only the older method. */
    @ParameterizedTest
    @EnumSource
    void aContextServiceMayMakeProxiesOnly(Kind kind) throws Exception {
        NAMES.put(SERVICE, proxy(ContextService.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("createContextualProxy")) {
                throw new UnsupportedOperationException(method.getName());
            }
            assertThat(arguments[1]).isEqualTo(Executor.class);
            Executor around = captured();
            return (Executor) task -> around.execute(() -> ((Executor) arguments[0]).execute(task));
        }));
        haveEverythingCalled(kind);
        allHave("/app");
    }

    @ParameterizedTest
    @EnumSource
    void withoutThemCallbacksRunAllTheSame(Kind kind) throws Exception {
        List<Object> failures = List.of(
                new NamingException("not now"),
                new IllegalStateException("no component"),
                new NoClassDefFoundError("of/the/Server"),
                "something else");
        for (Object failure : failures) {
            NAMES.put(SERVICE, failure);
            NAMES.put(EXECUTOR, failure);
            NOTES.clear();
            LOOKUPS.set(0);
            haveEverythingCalled(kind);
            allHave("null");
            assertThat(LOOKUPS).hasValue(2);
        }
    }

    /** In such a server JNDI may lead to a remote directory, where a look-up waits. */
    @ParameterizedTest
    @EnumSource
    void whereTheServerHasNoSuchApiJndiIsNotAsked(Kind kind) throws Exception {
        NAMES.put(SERVICE, service());
        ClassLoader without = new ClassLoader(ServerContextsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jakarta.enterprise.concurrent.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        haveEverythingCalled(kind, new FakeContext(kind.mark, without));
        allHave("null");
        assertThat(LOOKUPS).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void withoutJndiCallbacksRunAllTheSame(Kind kind) throws Exception {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        haveEverythingCalled(kind);
        allHave("null");
        assertThat(LOOKUPS).hasValue(0);
    }

    /** As while the application ends. */
    @ParameterizedTest
    @EnumSource
    void contextsThatFailLoseNoEvent(Kind kind) throws Exception {
        List<Executor> executors = List.of(
                task -> {
                    throw new IllegalStateException("the application is disabled");
                },
                task -> {
                    throw new NoClassDefFoundError("of/the/Server");
                },
                task -> {
                    task.run();
                    throw new IllegalStateException("the context is gone");
                },
                task -> {
                    // Drops the task.
                });
        for (Executor executor : executors) {
            NOTES.clear();
            NAMES.put(SERVICE, proxy(ContextService.class, (proxy, method, arguments) -> executor));
            haveEverythingCalled(kind);
            allHave("null");
        }
    }

    /** This violates the specification, but must not lose a connection. */
    @ParameterizedTest
    @EnumSource
    void anExecutorMayHaveThreadsOfItsOwn(Kind kind) throws Exception {
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            Executor around = captured();
            NAMES.put(
                    SERVICE,
                    proxy(ContextService.class, (proxy, method, arguments) -> (Executor) task -> around.execute(
                            () -> CompletableFuture.runAsync(task, others).join())));
            haveEverythingCalled(kind);
        } finally {
            others.shutdown();
        }
        assertThat(NOTES)
                .extracting(note -> note.split(" ")[0])
                .contains("open", "message", "sent", "error", "pong", "close");
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatCapturesNothingIsDoneWithout(Kind kind) throws Exception {
        NAMES.put(SERVICE, proxy(ContextService.class, (proxy, method, arguments) -> {
            throw new IllegalStateException("no component");
        }));
        haveEverythingCalled(kind);
        allHave("null");
    }
}
