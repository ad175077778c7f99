package io.hawser.arquillian;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes the container known to Arquillian, which finds this class on the class path. */
public final class HawserExtension implements LoadableExtension {

    /** Called by Arquillian. */
    public HawserExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, HawserDeployableContainer.class);
    }
}
