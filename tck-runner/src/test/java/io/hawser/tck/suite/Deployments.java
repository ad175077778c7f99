package io.hawser.tck.suite;

import io.hawser.arquillian.HawserDeployableContainer;
import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;

/** Notes what became of each archive. Arquillian makes the observer, so what it has seen is static. */
public final class Deployments implements LoadableExtension {

    private static final List<Deployment> SEEN = new CopyOnWriteArrayList<>();

    static List<Deployment> seen() {
        return List.copyOf(SEEN);
    }

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Observer.class);
    }

    public static final class Observer {

        @Inject
        private Instance<TestClass> testClass;

        public void note(@Observes AfterDeploy deployed) {
            HawserDeployableContainer container = (HawserDeployableContainer) deployed.getDeployableContainer();
            Archive<?> archive = deployed.getDeployment().getArchive();
            SEEN.add(new Deployment(
                    testClass.get().getName(),
                    archive.getName(),
                    container
                            .application(archive)
                            .map(application -> application.endpoints().size())
                            .orElse(0),
                    container
                            .refusal(archive)
                            .map(DeploymentException::getMessage)
                            .orElse(null)));
        }
    }
}
