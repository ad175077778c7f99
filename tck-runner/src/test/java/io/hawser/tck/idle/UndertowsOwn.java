package io.hawser.tck.idle;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/** Switches on Undertow's own WebSocket, which does not scan for endpoints. */
public final class UndertowsOwn implements ServletExtension {

    private static final String PACKAGE = "io.undertow.websockets.jsr.";

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        try {
            Class<?> type = Class.forName(PACKAGE + "WebSocketDeploymentInfo");
            Object endpoints = type.getConstructor().newInstance();
            type.getMethod("addEndpoint", Class.class).invoke(endpoints, EchoApp.class);
            String name = (String) type.getField("ATTRIBUTE_NAME").get(null);
            deployment.addServletContextAttribute(name, endpoints);
            // A scan may have happened already, or may happen later. The endpoints must not be deployed twice.
            ServletExtension own = (ServletExtension)
                    Class.forName(PACKAGE + "Bootstrap").getConstructor().newInstance();
            own.handleDeployment(deployment, context);
            deployment.getServletContextAttributes().remove(name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Undertow's own WebSocket is not there", e);
        }
    }
}
