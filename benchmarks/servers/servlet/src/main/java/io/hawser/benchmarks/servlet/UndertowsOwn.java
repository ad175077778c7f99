package io.hawser.benchmarks.servlet;

import io.hawser.benchmarks.endpoints.Broadcast;
import io.hawser.benchmarks.endpoints.Echo;
import io.hawser.benchmarks.endpoints.Large;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.websockets.jsr.Bootstrap;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContext;

/** Switches on Undertow's own WebSocket, which does not scan for endpoints. */
public final class UndertowsOwn implements ServletExtension {

    /** For the container. */
    public UndertowsOwn() {}

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                new WebSocketDeploymentInfo()
                        .addEndpoint(Echo.class)
                        .addEndpoint(Large.class)
                        .addEndpoint(Broadcast.class));
        // A scan may have happened already, or may happen later. The endpoints must not be deployed twice.
        new Bootstrap().handleDeployment(deployment, context);
        deployment.getServletContextAttributes().remove(WebSocketDeploymentInfo.ATTRIBUTE_NAME);
    }
}
