package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.FakeContext;
import io.hawser.servlet.HawserInitializer;
import io.hawser.servlet.Mark;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceHandle;
import io.undertow.websockets.jsr.Bootstrap;
import io.undertow.websockets.jsr.Marked;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.util.Set;
import org.jboss.modules.ModuleClassLoader;
import org.junit.jupiter.api.Test;

class UndertowWithoutWebSocketTest {

    private static final String CONTAINER = ServerContainer.class.getName();
    private static final String SWITCH = "io.undertow.websockets.jsr.WebSocketDeploymentInfo";

    /** A listener of the application. */
    private static final class Own implements ServletContextListener {}

    private final FakeContext fake = new FakeContext(Mark.UNDERTOW);
    private final Bootstrap bootstrap = new Bootstrap();

    private DeploymentInfo deployment(ClassLoader loader) {
        return new DeploymentInfo()
                .setClassLoader(loader)
                .addServletContextAttribute(SWITCH, new Object())
                .addListener(new ListenerInfo(Bootstrap.class, () -> new ImmediateInstanceHandle<>(bootstrap)))
                .addListener(new ListenerInfo(Own.class, () -> new ImmediateInstanceHandle<>(new Own())));
    }

    private DeploymentInfo withHawser(ClassLoader loader) {
        return deployment(loader)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        HawserInitializer.class,
                        () -> new ImmediateInstanceHandle<>(new HawserInitializer()),
                        Set.of()));
    }

    private void handle(DeploymentInfo deployment) {
        fake.context.setAttribute(CONTAINER, new Marked());
        new UndertowWithoutWebSocket().handleDeployment(deployment, fake.context);
    }

    private void assertUnchanged(DeploymentInfo deployment) {
        assertThat(deployment.getServletContextAttributes()).containsKey(SWITCH);
        assertThat(fake.context.getAttribute(CONTAINER)).isInstanceOf(Marked.class);
        assertThat(deployment.getListeners())
                .map(listener -> listener.getListenerClass().getSimpleName())
                .containsExactly("Bootstrap", "Own");
    }

    @Test
    void implementationOfWildFlyIsNotStartedButHearsTheEnd() throws Exception {
        DeploymentInfo deployment = withHawser(new ModuleClassLoader());
        handle(deployment);
        assertThat(deployment.getServletContextAttributes()).doesNotContainKey(SWITCH);
        assertThat(fake.context.getAttribute(CONTAINER)).isNull();
        assertThat(deployment.getListeners()).hasSize(2);
        assertThat(deployment.getListeners().get(1).getListenerClass()).isEqualTo(Own.class);

        ServletContextListener listener = (ServletContextListener) deployment
                .getListeners()
                .get(0)
                .getInstanceFactory()
                .createInstance()
                .getInstance();
        listener.contextInitialized(new ServletContextEvent(fake.context));
        listener.contextDestroyed(new ServletContextEvent(fake.context));
        assertThat(bootstrap.calls).containsExactly("end");
    }

    @Test
    void applicationWithoutHawserIsNotChanged() {
        DeploymentInfo deployment = deployment(new ModuleClassLoader());
        handle(deployment);
        assertUnchanged(deployment);
    }

    @Test
    void embeddedUndertowIsNotChanged() {
        DeploymentInfo deployment = withHawser(getClass().getClassLoader());
        handle(deployment);
        assertUnchanged(deployment);
    }
}
