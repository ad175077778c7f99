package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.container.HawserServerContainer;
import jakarta.servlet.ServletContext;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/** Applications that have not excluded Tomcat's own implementation. */
@Tag("tomcat")
class BesideTomcatTest {

    @Test
    void hawserServesNonetheless() throws Exception {
        assertThat(Class.forName("org.apache.tomcat.websocket.server.WsSci")).isNotNull();
        try (Application application = Application.run(RawHandlers.class)) {
            assertThat(container(application)).isInstanceOf(HawserServerContainer.class);
            JdkClient client = JdkClient.connect(application.port(), "/echo");
            client.send("carrier");
            assertThat(client.text()).isEqualTo("io.hawser.session");
            client.close();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
        try (Application application = Application.run(Annotated.class)) {
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            client.send("");
            assertThat(client.text()).isEqualTo("hello ada, message 1 of session 1, injected");
            client.close();
            AnnotatedTest.assertGuarded(application);
        }
    }

    @Test
    void tomcatServesWhereHawserIsNotWanted() throws Exception {
        try (Application application = Application.run(RawHandlers.class, "hawser.enabled=false")) {
            assertThat(container(application).getClass().getName()).startsWith("org.apache.tomcat.");
            JdkClient client = JdkClient.connect(application.port(), "/echo");
            client.send("hello");
            assertThat(client.text()).isEqualTo("hello");
            client.close();
            // As browsers send it for a page of the application.
            assertThat(JdkClient.refusal(
                            application.port(), "/echo", "Origin", "http://localhost:" + application.port()))
                    .isEqualTo(101);
        }
        try (Application application = Application.run(Plain.class, "hawser.enabled=false")) {
            for (String origin : List.of("http://localhost:" + application.port(), "https://elsewhere.example")) {
                assertThat(JdkClient.refusal(application.port(), "/greet/ada", "Origin", origin))
                        .isEqualTo(101);
            }
        }
    }

    /** An endpoint that needs nothing of Spring. */
    @ServerEndpoint("/greet/{name}")
    public static class Greeter {

        @OnMessage
        public String greet(String message) {
            return message;
        }
    }

    /** An application with that endpoint. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {

        @Bean
        Greeter greeter() {
            return new Greeter();
        }

        @Bean
        ServerEndpointExporter exporter() {
            return new ServerEndpointExporter();
        }
    }

    private static Object container(Application application) {
        return application.bean(ServletContext.class).getAttribute(ServerContainer.class.getName());
    }
}
