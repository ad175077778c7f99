package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.container.HawserServerContainer;
import io.hawser.session.Settings;
import jakarta.websocket.DeploymentException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Applications that do not come into service are stopped, so that they let go of what they have made. */
class ApplicationsTest {

    private final Settings settings = Settings.defaults();
    private final Deployer deployer = new Deployer(settings, new NettyConnector(new OwnRuntime(), settings));

    private Application application(String contextPath) throws DeploymentException {
        return deployer.own(contextPath, StaticFiles.NONE, container -> {});
    }

    private static void assertStopped(HawserServerContainer container) {
        assertThatThrownBy(() -> container.addEndpoint(Endpoints.Echo.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("it is stopped");
    }

    @Test
    void anApplicationIsStoppedThatIsReadyAfterItsServer() throws Exception {
        Applications applications = new Applications(application("/"), 0);
        Application late = application("/late");
        assertThatThrownBy(() -> applications.deploy("/late", () -> {
                    applications.shutdown();
                    return late;
                }))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("The server is closed.");
        assertStopped(late.container());
    }

    @Test
    void anApplicationIsStoppedWhoseDeploymentHasBroken() {
        AtomicReference<HawserServerContainer> broken = new AtomicReference<>();
        assertThatThrownBy(() -> deployer.own("/", StaticFiles.NONE, container -> {
                    broken.set(container);
                    throw new IllegalStateException("broken by design");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertStopped(broken.get());
    }
}
