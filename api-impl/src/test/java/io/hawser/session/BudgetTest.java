package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.session.memory.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many sessions: each is within its own limits, and all together exceed the budget. */
class BudgetTest {

    private static final int KIB = 1024;

    private final Budget budget = new Budget(1024 * KIB, 0);
    private final List<End> ends = new ArrayList<>();

    private End open() {
        End end = End.server();
        end.budget = budget;
        ends.add(end);
        return end.open();
    }

    @AfterEach
    void everythingIsGivenBack() {
        ends.forEach(End::close);
        budget.tick();
        assertThat(budget.held()).isZero();
    }

    /** Sends fragments endlessly. */
    private static void fragment(End end, int bytes) {
        end.peer.put(writer -> writer.binaryPart(ByteBuffer.allocate(bytes), false));
        end.receive();
    }

    private long alive() {
        return ends.stream().filter(end -> end.session().isOpen()).count();
    }

    @Test
    void whereAllGrowAlikeTheBudgetIsKeptAndABystanderTalks() {
        End bystander = open();
        List<End> growing = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            growing.add(open());
        }
        for (int step = 0; step < 30; step++) {
            for (End end : growing) {
                if (end.session().isOpen()) {
                    fragment(end, 30 * KIB);
                    assertThat(budget.held()).isLessThanOrEqualTo(budget.limit());
                }
            }
            bystander.peer.text("hello " + step);
            bystander.receive();
            assertThat(bystander.endpoint.heard()).last().isEqualTo("text hello " + step);
        }
        assertThat(alive()).as("as many as there is room for").isBetween(2L, 10L);
        assertThat(growing).filteredOn(end -> !end.session().isOpen()).allSatisfy(end -> {
            assertThat(end.peer.seen().get(0))
                    .startsWith("CLOSE 1009 its waiting input, ")
                    .contains("maxBufferedBytes 1048576");
            assertThat(end.endpoint.heard()).last().asString().startsWith("close 1009 ");
        });
    }

    @Test
    void theOneThatHoldsMostIsEndedWhenAnotherGrows() {
        End large = open();
        End small = open();
        fragment(large, 900 * KIB);
        fragment(small, 200 * KIB);
        large.pump();
        assertThat(large.endpoint.heard()).last().asString().startsWith("close 1009 ");
        assertThat(small.session().isOpen()).isTrue();
    }

    @Test
    void smallBeginningsAreCountedByTheTick() {
        List<End> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            End end = open();
            many.add(end);
            fragment(end, 10);
        }
        many.forEach(End::tick);
        budget.tick();
        many.forEach(End::pump);
        assertThat(budget.held()).isBetween(900L * KIB, 1024L * KIB);
        assertThat(alive()).as("each has 8 KiB").isEqualTo(128);
    }

    @Test
    void theLittleThatEachTransportHoldsIsCountedByTheTick() {
        List<End> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            End end = open();
            many.add(end);
            end.transport.held.input = 8 * KIB;
        }
        many.forEach(End::tick);
        assertThat(budget.held()).isEqualTo(200 * 8 * KIB);
        many.forEach(end -> end.transport.held.input = 0);
        budget.tick();
        assertThat(budget.held()).isZero();
    }

    @Test
    void outputIsCountedBeforeItIsTakenAndWhoeverLeavesMostUnreadIsClosedWith1013() {
        End sender = open();
        End deaf = open();
        End other = open();
        deaf.transport.stall();
        other.transport.stall();
        other.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(100 * KIB));
        List<Future<Void>> sends = new ArrayList<>();
        while (deaf.session().isOpen()) {
            sends.add(deaf.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(64 * KIB)));
            deaf.pump();
            assertThat(budget.held()).isLessThanOrEqualTo(budget.limit());
        }
        assertThat(sends).hasSizeBetween(7, 16);
        deaf.transport.resume();
        deaf.pump();
        assertThat(deaf.peer.seen())
                .as("what waited is dropped, so that the reason comes through")
                .singleElement()
                .asString()
                .startsWith("CLOSE 1013 its waiting output, ");
        assertThat(deaf.endpoint.heard()).last().asString().startsWith("close 1013 ");
        assertThat(sends).allSatisfy(send -> assertThatThrownBy(send::get).hasCauseInstanceOf(IOException.class));
        assertThat(sender.session().isOpen()).isTrue();
        assertThat(other.session().isOpen()).isTrue();
        other.transport.resume();
        other.pump();
    }

    @Test
    void aSendToOneEndsAnotherThatHoldsMore() {
        End deaf = open();
        End reading = open();
        deaf.transport.stall();
        deaf.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(1000 * KIB));
        reading.transport.stall();
        Future<Void> sent = reading.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(200 * KIB));
        deaf.pump();
        assertThat(deaf.endpoint.heard()).last().asString().startsWith("close 1013 ");
        reading.transport.resume();
        reading.pump();
        assertThat(sent).isDone();
        assertThat(reading.session().isOpen()).isTrue();
    }

    @Test
    void aPeerThatDoesNotReadWhyItIsClosedIsCutOff() {
        End deaf = open();
        deaf.transport.stall();
        while (deaf.session().isOpen()) {
            deaf.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(64 * KIB));
            deaf.pump();
        }
        deaf.passMillis(1200);
        assertThat(deaf.transport.isEnded()).isTrue();
    }

    @Test
    void partsThatWaitForAReaderCount() {
        End slow = End.server();
        slow.budget = budget;
        slow.endpoint.declared = List.of(
                new MessageReceiver.BinaryStream((session, message) -> ByteBuffer.wrap(message.readAllBytes())));
        ends.add(slow);
        slow.open();
        for (int i = 0; i < 100; i++) {
            slow.peer.put(writer -> writer.binaryPart(ByteBuffer.allocate(8 * KIB), false));
        }
        slow.peer.send();
        slow.transport.runEvents();
        assertThat(budget.held()).isBetween(780L * KIB, 820L * KIB);
        End other = open();
        fragment(other, 700 * KIB);
        assertThat(budget.held()).as("given back at once, though nobody reads").isLessThan(720L * KIB);
        slow.pump();
        assertThat(slow.endpoint.heard()).last().asString().startsWith("close 1009 ");
        assertThat(other.session().isOpen()).isTrue();
    }

    @Test
    void whatATransportHoldsCounts() {
        End full = open();
        End small = open();
        full.transport.held.input = 900 * KIB;
        full.connection().signals().memoryChanged();
        assertThat(budget.held()).isEqualTo(900 * KIB);
        fragment(small, 200 * KIB);
        full.transport.held.input = 0;
        full.pump();
        assertThat(full.endpoint.heard()).last().asString().startsWith("close 1009 ");
        assertThat(small.session().isOpen()).isTrue();
    }

    @Test
    void whatALostConnectionHeldCountsNoMore() {
        End lost = open();
        lost.transport.held.input = 900 * KIB;
        lost.connection().signals().memoryChanged();
        lost.transport.broke(new IOException("gone"));
        assertThat(budget.held()).isZero();
        lost.pump();
    }

    @Test
    void oneThatWasSetIsTheContainersOwnAndTheDefaultIsShared() {
        Settings set = Settings.defaults().maxBufferedBytes(1000);
        assertThat(Budget.of(set).limit()).isEqualTo(1000);
        assertThat(Budget.of(set)).isNotSameAs(Budget.of(set));
        assertThat(Budget.of(Settings.defaults())).isSameAs(Budget.of(Settings.defaults()));
        assertThat(Budget.of(Settings.defaults()).limit())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(Budget.ofHeapAnd(24 << 20).limit()).isEqualTo(6 << 20);
        assertThat(Budget.ofHeapAnd(Long.MAX_VALUE)).isSameAs(Budget.of(Settings.defaults()));
    }
}
