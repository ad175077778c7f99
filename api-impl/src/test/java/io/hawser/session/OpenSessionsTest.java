package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpenSessionsTest {

    private final OpenSessions sessions = new OpenSessions();

    private static Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> "session";
                });
    }

    @Test
    void aSnapshotIsSharedUntilSomebodyComesOrGoes() {
        Session one = session();
        Session two = session();
        assertThat(sessions.snapshot()).isEmpty();
        sessions.add(one);
        Set<Session> before = sessions.snapshot();
        assertThat(before).containsExactly(one);
        assertThat(sessions.snapshot()).isSameAs(before);
        sessions.add(two);
        assertThat(sessions.snapshot()).containsExactlyInAnyOrder(one, two);
        sessions.remove(one);
        assertThat(sessions.snapshot()).containsExactly(two);
        assertThat(before).as("never changes").containsExactly(one);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Timeout(60)
    void aSessionThatHasGoneIsNotKeptInMemory() {
        WeakReference<Session> gone = comeAndGo();
        await().until(() -> {
            System.gc();
            return gone.refersTo(null);
        });
    }

    private WeakReference<Session> comeAndGo() {
        Session session = session();
        sessions.add(session);
        assertThat(sessions.snapshot()).hasSize(1);
        sessions.remove(session);
        return new WeakReference<>(session);
    }

    @Test
    @Timeout(60)
    void aSnapshotThatIsTakenAfterAChangeShowsIt() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    for (int round = 0; round < 2000; round++) {
                        Session session = session();
                        sessions.add(session);
                        assertThat(sessions.snapshot()).contains(session);
                        sessions.remove(session);
                        assertThat(sessions.snapshot()).doesNotContain(session);
                    }
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(sessions.snapshot()).isEmpty();
    }
}
