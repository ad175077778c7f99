package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An API with one default configurator for all applications of a server. */
class SharedDefaultTest {

    /** The class loader of an application. */
    private static final ClassLoader OTHER = new ClassLoader(SharedDefaultTest.class.getClassLoader()) {};

    static final class Api {
        private static volatile ServerEndpointConfig.Configurator found;

        private Api() {}
    }

    /** The default of the server. */
    static final class Own extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "the server's";
        }
    }

    private static ServerEndpointConfig.Configurator relaying() {
        assumeFalse(
                SharedDefaultTest.class.getModule().isNamed(),
                "on the module path the API's package is closed, and configurators that call super are refused");
        return settled(OTHER);
    }

    private static ServerEndpointConfig.Configurator settled(ClassLoader hawser) {
        Own own = new Own();
        Api.found = own;
        SharedDefault.settle(Api.class, hawser);
        return Api.found;
    }

    @Test
    void theServersOwnIsAskedWhereNotHawserServes() {
        ServerEndpointConfig.Configurator relay = relaying();
        assertThat(relay.checkOrigin("https://page.example")).isTrue();
        assertThat(relay.getNegotiatedSubprotocol(List.of("a"), List.of("a"))).isEqualTo("the server's");
        assertThat(relay.getContainerDefaultConfigurator()).isInstanceOf(Own.class);
    }

    @Test
    void hawsersIsAskedByTheThreadThatHandlesAHandshake() throws Exception {
        ServerEndpointConfig.Configurator relay = relaying();
        assertThat(relay.getClass().getPackageName())
                .as("where the API is, so that it keeps no application")
                .isEqualTo("jakarta.websocket.server");
        DefaultConfigurator hawsers = new DefaultConfigurator();
        String inside = SharedDefault.asking(hawsers, () -> {
            assertThat(relay.getContainerDefaultConfigurator()).isSameAs(hawsers);
            assertThat(relay.getNegotiatedExtensions(List.of(), List.of())).isEmpty();
            relay.modifyHandshake(null, null, null);
            assertThat(relay.getEndpointInstance(StringBuilder.class)).isEmpty();
            return relay.getNegotiatedSubprotocol(List.of("a"), List.of("a"));
        });
        assertThat(inside).isEqualTo("a");
        assertThat(relay.getNegotiatedSubprotocol(List.of("a"), List.of("a"))).isEqualTo("the server's");
    }

    /** A nested call, as by a configurator that opens a connection. */
    @Test
    void whoAskedBeforeIsAskedAgainAfterwards() {
        ServerEndpointConfig.Configurator relay = relaying();
        DefaultConfigurator outer = new DefaultConfigurator();
        DefaultConfigurator inner = new DefaultConfigurator();
        SharedDefault.asking(outer, () -> {
            assertThat(SharedDefault.<Object, RuntimeException>asking(inner, relay::getContainerDefaultConfigurator))
                    .isSameAs(inner);
            assertThat(relay.getContainerDefaultConfigurator()).isSameAs(outer);
            return null;
        });
    }

    @Test
    void oneOfAnApplicationIsForgotten() {
        relaying();
        Api.found = new DefaultConfigurator();
        // As if the API belonged to the server, and Hawser to another application.
        SharedDefault.settle(Api.class, OTHER);
        assertThat(SharedDefault.isHawsers(Api.found)).isTrue();
        assertThat(Api.found).isNotInstanceOf(DefaultConfigurator.class);
        ServerEndpointConfig.Configurator first = Api.found;
        SharedDefault.settle(Api.class, OTHER);
        assertThat(Api.found).as("for all Hawsers of a server").isSameAs(first);
    }

    @Test
    void anApiBesideHawserHasHawsers() {
        assertThat(settled(Api.class.getClassLoader())).isInstanceOf(DefaultConfigurator.class);
    }

    @Test
    void anApiWithoutSuchAFieldIsLeftAlone() {
        SharedDefault.settle(Own.class, OTHER);
        ServerEndpointConfig.Configurator configurator = new ServerEndpointConfig.Configurator();
        assertThat(configurator.getContainerDefaultConfigurator()).isInstanceOf(DefaultConfigurator.class);
    }
}
