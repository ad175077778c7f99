package io.hawser.tck.suite;

import io.hawser.arquillian.HawserDeployableContainer;
import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Selects the container and records the result of each archive. Arquillian creates the observer, so its records are
 * static.
 */
public final class Deployments implements LoadableExtension {

    private static final List<Deployment> SEEN = new CopyOnWriteArrayList<>();

    static List<Deployment> seen() {
        return List.copyOf(SEEN);
    }

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Observer.class);
        if (Target.ofThisRun().hasServlets()) {
            builder.override(DeployableContainer.class, HawserDeployableContainer.class, ServletContainer.class);
        }
    }

    public static final class Observer {

        @Inject
        private Instance<TestClass> testClass;

        public void note(@Observes AfterDeploy deployed) {
            Archive<?> archive = deployed.getDeployment().getArchive();
            String name = testClass.get().getName();
            SEEN.add(
                    deployed.getDeployableContainer() instanceof ServletContainer container
                            ? deployment(name, archive, container)
                            : deployment(name, archive, (HawserDeployableContainer) deployed.getDeployableContainer()));
        }

        private static Deployment deployment(String testClass, Archive<?> archive, ServletContainer container) {
            String refusal = container
                    .refusal()
                    .or(() -> container
                            .refusalInLog()
                            .filter(message -> Plan.of(Target.ofThisRun()).isBad(testClass)))
                    .orElse(null);
            return new Deployment(testClass, archive.getName(), OptionalInt.empty(), refusal);
        }

        private static Deployment deployment(
                String testClass, Archive<?> archive, HawserDeployableContainer container) {
            return new Deployment(
                    testClass,
                    archive.getName(),
                    OptionalInt.of(container
                            .application(archive)
                            .map(application -> application.endpoints().size())
                            .orElse(0)),
                    container
                            .refusal(archive)
                            .map(DeploymentException::getMessage)
                            .orElse(null));
        }
    }
}
