package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {

    private static final class Numbered extends Inbox.Item<Numbered> {
        private final int producer;
        private final int number;

        Numbered(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }
    }

    private final Inbox<Numbered> inbox = new Inbox<>();

    @Test
    void anEmptyInboxGivesNothing() {
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.takeAll()).isNull();
    }

    @Test
    void itemsComeOutInTheOrderInWhichTheyWentIn() {
        for (int i = 0; i < 5; i++) {
            inbox.add(new Numbered(0, i));
        }

        assertThat(numbers(inbox.takeAll())).containsExactly(0, 1, 2, 3, 4);
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void aListIsAddedInOneStepBehindWhatIsThere() {
        inbox.add(new Numbered(0, 0));
        Numbered first = new Numbered(0, 1);
        Numbered last = new Numbered(0, 2);
        last.precede(first);
        inbox.addAll(last, first);
        inbox.add(new Numbered(0, 3));

        assertThat(numbers(inbox.takeAll())).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anItemCanBeAddedAgainAfterItHasLeft() {
        Numbered item = new Numbered(0, 7);
        inbox.add(item);
        Numbered taken = inbox.takeAll();
        assertThat(taken.leave()).isNull();
        inbox.add(taken);

        assertThat(numbers(inbox.takeAll())).containsExactly(7);
    }

    @Test
    void nothingIsLostAndEachThreadsOrderStaysWhereManyAddAtOnce() throws InterruptedException {
        int producers = 4;
        int each = 50_000;
        CountDownLatch running = new CountDownLatch(producers);
        for (int p = 0; p < producers; p++) {
            int producer = p;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            inbox.add(new Numbered(producer, i));
                        }
                        running.countDown();
                    })
                    .start();
        }
        int[] next = new int[producers];
        int seen = 0;
        while (seen < producers * each) {
            Numbered item = inbox.takeAll();
            while (item != null) {
                assertThat(item.number).isEqualTo(next[item.producer]++);
                seen++;
                item = item.leave();
            }
        }
        running.await();
        assertThat(inbox.isEmpty()).isTrue();
    }

    private static List<Integer> numbers(Numbered first) {
        List<Integer> numbers = new ArrayList<>();
        for (Numbered item = first; item != null; item = item.leave()) {
            numbers.add(item.number);
        }
        return numbers;
    }
}
