package io.hawser.standalone;

import io.hawser.standalone.deployment.Application;
import io.hawser.standalone.deployment.Applications;
import io.hawser.standalone.deployment.Deployer;
import jakarta.websocket.DeploymentException;
import java.io.IOException;

/**
 * An application that is deployed when its server starts.
 *
 * @param contextPath the context path
 * @param source creates the application
 */
record PlannedApplication(String contextPath, Source source) {

    /** Creates the application. */
    @FunctionalInterface
    interface Source {
        Application make(Deployer deployer) throws DeploymentException, IOException;
    }

    void deployTo(Applications<?> applications, Deployer deployer) throws DeploymentException, IOException {
        applications.<IOException>deploy(contextPath, () -> source.make(deployer));
    }
}
