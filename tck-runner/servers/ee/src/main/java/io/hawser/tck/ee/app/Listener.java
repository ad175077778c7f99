package io.hawser.tck.ee.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Deploys endpoints while the application starts. */
@WebListener
public class Listener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServerContainer container =
                (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(Chosen.Programmatic.class, "/listened")
                    .build());
            container.addEndpoint(ServerEndpointConfig.Builder.create(Basket.Connected.class, "/baskets/without")
                    .build());
            ServerEndpointConfig withSession = ServerEndpointConfig.Builder.create(
                            Basket.Connected.class, "/baskets/own")
                    .build();
            withSession.getUserProperties().put("io.hawser.cdiSessionContext", true);
            container.addEndpoint(withSession);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }
}
