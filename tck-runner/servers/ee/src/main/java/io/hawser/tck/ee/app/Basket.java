package io.hawser.tck.ee.app;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean of a user, for requests and for connections. */
@SessionScoped
public class Basket implements Serializable {

    private static final long serialVersionUID = 1;

    private final AtomicInteger goods = new AtomicInteger();

    /** {@return the number of goods, with one more} */
    public int add() {
        return goods.incrementAndGet();
    }

    /** Adds to the basket of the HTTP session, which it begins. */
    @WebServlet("/basket")
    public static class Page extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Inject
        private transient Basket basket;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession(true);
            response.getWriter().print(basket.add());
        }
    }

    /** Adds to the basket of the HTTP session of the handshake. */
    public static class Connected extends Endpoint {

        @Inject
        private Basket basket;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    message -> session.getAsyncRemote().sendText(add()));
        }

        private String add() {
            try {
                return String.valueOf(basket.add());
            } catch (RuntimeException e) {
                return e.getClass().getSimpleName();
            }
        }
    }
}
