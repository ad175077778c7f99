package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgrammaticEndpointTest {

    private static final Session SESSION = Sessions.untouchable();
    private static final CloseReason REASON = new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, null);

    private static class Plain extends Endpoint {
        final List<Object> calls = new ArrayList<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            calls.add(List.of("open", session, config));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            calls.add(List.of("close", session, reason));
        }
    }

    private static final class Handling extends Plain {
        @Override
        public void onError(Session session, Throwable error) {
            calls.add(List.of("error", session, error));
        }
    }

    private static final class Below extends Plain {}

    @Test
    void callsArePassedOn() throws Throwable {
        EndpointConfig config = ClientEndpointConfig.Builder.create().build();
        IOException error = new IOException();
        Handling instance = new Handling();
        BoundEndpoint bound = programmatic(instance);
        assertThat(bound.instance()).isSameAs(instance);
        assertThat(bound.receivers()).isEmpty();
        bound.onOpen(SESSION, config);
        assertThat(bound.onError(SESSION, error)).isTrue();
        bound.onClose(SESSION, REASON);
        assertThat(instance.calls)
                .containsExactly(
                        List.of("open", SESSION, config),
                        List.of("error", SESSION, error),
                        List.of("close", SESSION, REASON));
    }

    @Test
    void errorIsNotHandledWhereOnErrorIsNotOverridden() {
        assertThat(programmatic(new Plain()).onError(SESSION, new IOException()))
                .isFalse();
        assertThat(programmatic(new Below()).onError(SESSION, new IOException()))
                .isFalse();
    }

    @Test
    void exceptionsOfUserCodeComeOutUnchanged() {
        IllegalStateException failure = new IllegalStateException();
        BoundEndpoint bound = programmatic(new Plain() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                throw failure;
            }
        });
        assertThatThrownBy(() -> bound.onOpen(SESSION, null)).isSameAs(failure);
    }

    private static ProgrammaticEndpoint programmatic(Endpoint instance) {
        return new ProgrammaticEndpoint(instance, SessionCodecs.NONE, Deployed.INSTANCES);
    }
}
