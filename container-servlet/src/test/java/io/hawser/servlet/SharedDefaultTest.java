package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.endpoint.DefaultConfigurator;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.Test;

/** An API with one default configurator for all applications of a server. */
class SharedDefaultTest {

    static final class Api {
        private static volatile ServerEndpointConfig.Configurator found;

        private Api() {}
    }

    /** The server's own. */
    static final class Own extends ServerEndpointConfig.Configurator {}

    @Test
    void theServersOwnIsKept() {
        Own own = new Own();
        Api.found = own;
        assertThat(SharedDefault.forget(Api.class)).isFalse();
        assertThat(Api.found).isSameAs(own);
    }

    @Test
    void thatOfAnApplicationIsForgotten() {
        Api.found = new DefaultConfigurator();
        assertThat(SharedDefault.forget(Api.class)).isTrue();
        assertThat(Api.found).isNull();
        assertThat(SharedDefault.forget(Api.class)).isFalse();
    }

    @Test
    void anApiThatIsTheApplicationsOwnIsLeftAlone() {
        ServerEndpointConfig.Configurator configurator = new ServerEndpointConfig.Configurator();
        assertThat(configurator.getContainerDefaultConfigurator()).isInstanceOf(DefaultConfigurator.class);
        SharedDefault.forget();
        assertThat(configurator.getContainerDefaultConfigurator()).isInstanceOf(DefaultConfigurator.class);
    }
}
