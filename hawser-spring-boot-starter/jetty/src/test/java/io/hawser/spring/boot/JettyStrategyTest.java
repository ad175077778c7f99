package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Handshake handlers for which the application has chosen Jetty's API. */
class JettyStrategyTest {

    private static final Logger LOGGER = Logger.getLogger(StandardUpgrades.class.getPackageName());

    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    private static void adapt(DefaultHandshakeHandler handshakes) {
        assertThat(new StandardUpgrades().postProcessAfterInstantiation(handshakes, "handshakes"))
                .isTrue();
    }

    @Test
    void theStrategyForJettyIsReplaced() {
        DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler(new JettyRequestUpgradeStrategy());
        adapt(handshakes);
        assertThat(handshakes.getRequestUpgradeStrategy()).isInstanceOf(StandardWebSocketUpgradeStrategy.class);
        assertThat(logged).isEmpty();
    }

    @Test
    void aConfigurerThatHasNoEffectIsWarnedAbout() {
        JettyRequestUpgradeStrategy strategy = new JettyRequestUpgradeStrategy();
        strategy.addWebSocketConfigurer(configurable -> {});
        DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler(strategy);
        adapt(handshakes);
        assertThat(handshakes.getRequestUpgradeStrategy()).isInstanceOf(StandardWebSocketUpgradeStrategy.class);
        assertThat(logged).singleElement().asString().startsWith("WARNING The webSocketConfigurer of");
    }

    @Test
    void aStrategyOfTheApplicationStays() {
        JettyRequestUpgradeStrategy strategy = new JettyRequestUpgradeStrategy() {};
        DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler(strategy);
        adapt(handshakes);
        assertThat(handshakes.getRequestUpgradeStrategy()).isSameAs(strategy);
    }
}
