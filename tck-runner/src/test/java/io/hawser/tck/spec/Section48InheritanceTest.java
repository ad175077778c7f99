package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.8: WebSockets and Inheritance. */
class Section48InheritanceTest {

    /** Is an endpoint. */
    @ServerEndpoint("/base")
    @ClientEndpoint
    public static class Base {

        @OnOpen
        public void open() {
            Journal.add("open of Base");
        }

        @OnMessage
        public void message(String text) {
            Journal.add("message of Base");
        }
    }

    /** Is not an endpoint, because only its superclass has the annotation. */
    public static class NotAnnotated extends Base {}

    /** Is not an endpoint, in spite of the annotations of its methods. */
    public static class MethodsAlone extends Base {
        @Override
        @OnMessage
        public void message(String text) {
            Journal.add("message of MethodsAlone");
        }
    }

    /** Overrides a method without an annotation, and another one with an annotation. */
    @ServerEndpoint("/derived")
    @ClientEndpoint
    public static class Derived extends Base {

        @Override
        public void open() {
            Journal.add("open of Derived");
        }

        @Override
        @OnMessage
        public void message(String text) {
            Journal.add("message of Derived");
        }

        @OnMessage
        public void binary(ByteBuffer data) {
            Journal.add("binary of Derived");
        }
    }

    @Test
    @Proves("4.8-1")
    void subclassOfAnAnnotatedClassIsNoEndpoint() throws Exception {
        Refused.byServer(NotAnnotated.class, "@ServerEndpoint", "itself");
        Refused.byServer(MethodsAlone.class, "@ServerEndpoint", "itself");
        Refused.byClient(NotAnnotated.class, "@ClientEndpoint", "itself");
        Refused.byClient(MethodsAlone.class, "@ClientEndpoint", "itself");
    }

    @Test
    @Proves("4.8-1")
    void overridingMethodIsCalledOnlyWhereItIsAnnotatedItself() throws Exception {
        try (Site site = Site.of(Base.class, Derived.class)) {
            Session session = site.connect(new Client(), "/derived");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            Journal.expect("message of Derived", "binary of Derived");
            assertThat(Journal.lines()).hasSize(2);
        }
        try (Site site = Site.of(Echo.class)) {
            site.connect(new Derived(), "/echo").getBasicRemote().sendText("a");
            Journal.expect("message of Derived");
        }
    }

    @Test
    @Proves("4.8")
    void superclassIsAnEndpointOfItsOwn() throws Exception {
        try (Site site = Site.of(Base.class, Derived.class)) {
            site.connect(new Client(), "/base").getBasicRemote().sendText("a");
            Journal.expect("open of Base", "message of Base");
        }
    }
}
