package io.hawser.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import io.hawser.container.HawserServerContainer;
import io.hawser.session.memory.Budget;
import io.hawser.standalone.Endpoints;
import io.hawser.standalone.StandaloneContainerProvider;
import io.hawser.standalone.client.NettyConnector;
import io.hawser.standalone.client.ServerRuntime;
import io.hawser.standalone.files.StaticFiles;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Applications that fail to start are stopped, and release their resources. */
class ApplicationsTest {

    private final Settings settings = Settings.defaults();
    private final Deployer deployer = new Deployer(
            settings,
            new NettyConnector(new ServerRuntime(), settings),
            Budget.of(settings),
            new StandaloneContainerProvider());

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
        Applications<Deployment> applications =
                new Applications<>(application("/"), Duration.ZERO, (all, deployment) -> deployment);
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
