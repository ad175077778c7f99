package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
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
    void aSnapshotIsSharedUntilASessionOpensOrEnds() {
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

    @Test
    void whoAsksForTheOpenSessionsGetsACopyThatIsTheirs() {
        Session one = session();
        Session two = session();
        sessions.add(one);
        sessions.add(two);
        Set<Session> copy = new SessionSet(sessions.snapshot());
        Set<Session> other = new SessionSet(sessions.snapshot());
        assertThat(copy).isEqualTo(Set.of(one, two)).hasSameHashCodeAs(Set.of(one, two));
        assertThat(copy.contains(null)).as("a question, not a fault").isFalse();
        assertThat(copy.remove(session())).isFalse();
        assertThat(copy.remove(one)).isTrue();
        assertThat(copy).containsExactly(two);
        Session mine = session();
        assertThat(copy.add(mine)).isTrue();
        assertThat(copy.add(mine)).isFalse();
        assertThat(copy).containsExactlyInAnyOrder(two, mine);
        copy.clear();
        assertThat(copy).isEmpty();
        assertThat(other).containsExactlyInAnyOrder(one, two);
        assertThat(sessions.snapshot()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void aCopyCanBeThinnedOutWhileItIsReadFromBeginningToEnd() {
        List<Session> all = List.of(session(), session(), session(), session());
        all.forEach(sessions::add);
        Set<Session> copy = new SessionSet(sessions.snapshot());
        assertThat(copy.removeIf(session -> session == all.get(1) || session == all.get(3)))
                .isTrue();
        assertThat(copy).containsExactlyInAnyOrder(all.get(0), all.get(2));
        copy.retainAll(List.of(all.get(2)));
        assertThat(copy).containsExactly(all.get(2));
        Iterator<Session> iterator = new SessionSet(sessions.snapshot()).iterator();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        iterator.next();
        iterator.remove();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(sessions.snapshot()).hasSize(4);
    }

    @Test
    void aSessionGivesOutCopiesThatCanBeChanged() {
        try (End end = End.server().open()) {
            Set<Session> open = end.session().getOpenSessions();
            open.clear();
            assertThat(open).isEmpty();
            assertThat(end.session().getOpenSessions()).containsExactly(end.session());
            assertThatThrownBy(() -> end.session().getMessageHandlers().clear())
                    .as("those of handlers cannot, as the Javadoc has it")
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(end.session().getMessageHandlers().contains(null)).isFalse();
        }
    }

    /** The behaviour of the JDK's mutable sets. */
    @Test
    void aCopyTakesNullAsOtherSetsDo() {
        SessionSet copy = new SessionSet(Set.of());
        assertThat(copy.contains(null)).isFalse();
        assertThat(copy.remove(null)).isFalse();
        assertThat(copy.add(null)).isTrue();
        assertThat(copy.contains(null)).isTrue();
        assertThat(copy.remove(null)).isTrue();
        assertThat(copy).isEmpty();
    }
}
