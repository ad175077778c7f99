package io.hawser.tck.servlet.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Connects to an endpoint of the same application. */
public final class ClientApp {

    private static final int PATIENCE_SECONDS = 20;

    private ClientApp() {}

    /**
     * {@return the container's class, and the answer of the endpoint at an address to a greeting; the connection stays
     * open}
     */
    private static String ask(WebSocketContainer container, String address) throws IOException {
        try {
            Listening listening = new Listening();
            Session session = container.connectToServer(listening, URI.create(address));
            session.getBasicRemote().sendText("hello");
            return container.getClass().getSimpleName() + " "
                    + listening.heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (DeploymentException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Records its messages. */
    @ClientEndpoint
    public static final class Listening {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @OnMessage
        public void onMessage(String text) {
            boolean isOwn = Thread.currentThread().getContextClassLoader() == ClientApp.class.getClassLoader();
            heard.add(text + (isOwn ? "" : " with another loader"));
        }
    }

    /** Answers. */
    @ServerEndpoint("/answers")
    public static final class Answering {
        @OnMessage
        public String answer(String text) {
            return text + " yourself";
        }
    }

    /** Connects to the endpoint whose address it receives, while the sender waits. */
    @ServerEndpoint("/asks")
    public static final class Asking {
        @OnMessage
        public String ask(String address) throws IOException {
            return ClientApp.ask(ContainerProvider.getWebSocketContainer(), address);
        }
    }

    /** Connects with the application's server container, or with the one of {@code ContainerProvider}. */
    @WebServlet("/ask")
    public static final class AskingServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            WebSocketContainer container = request.getParameter("with").equals("server")
                    ? (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName())
                    : ContainerProvider.getWebSocketContainer();
            try {
                response.getWriter().print(ask(container, request.getParameter("address")));
            } catch (IOException e) {
                response.getWriter().print(e);
            }
        }
    }
}
