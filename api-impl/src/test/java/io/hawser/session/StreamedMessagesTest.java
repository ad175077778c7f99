package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.session.input.InputDemand;
import io.hawser.session.input.MessagePipe;
import io.hawser.session.input.StreamedMessages;
import io.hawser.session.memory.Budget;
import io.hawser.session.memory.Share;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamedMessagesTest {

    private final MemoryTransport transport = new MemoryTransport();
    private final StreamedMessages streams = new StreamedMessages(transport);
    private final List<String> read = new ArrayList<>();

    private void begin(String message) {
        Share share = new Share(new Budget(Integer.MAX_VALUE, 0), transport, null);
        InputDemand demand = new InputDemand(transport);
        streams.begin(new MessagePipe<String>(demand, share, String::length, () -> {}, 0), () -> read.add(message));
    }

    @Test
    void aMessageThatBeginsToWaitDuringATickIsNotForgotten() {
        transport.placeless(true);
        begin("first");
        transport.placeless(() -> {
            transport.placeless(true);
            streams.finish();
            begin("second");
            return false;
        });
        streams.tick();
        assertThat(read).containsExactly("first");

        transport.placeless(false);
        streams.tick();
        transport.runCallbacks();
        assertThat(read).containsExactly("first", "second");
    }
}
