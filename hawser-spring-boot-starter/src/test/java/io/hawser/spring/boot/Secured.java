package io.hawser.spring.boot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.security.Principal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/** An application with endpoints behind Spring Security: {@code ada} is an administrator, {@code bob} is not. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@EnableWebSocket
@EnableWebSocketMessageBroker
@Import({Secured.Vault.class, Secured.Members.class, Secured.Pages.class, Secured.Mapped.class})
class Secured implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

    private final Vault vault;

    Secured(Vault vault) {
        this.vault = vault;
    }

    @Bean
    static SecurityFilterChain security(
            HttpSecurity http, @Value("${logout.ends-http-session:true}") boolean logoutEndsHttpSession)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/admins/**")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .authenticated())
                .httpBasic(basic -> basic.securityContextRepository(new HttpSessionSecurityContextRepository()))
                .logout(logout -> logout.invalidateHttpSession(logoutEndsHttpSession))
                .csrf(Customizer.withDefaults())
                .build();
    }

    @Bean
    static UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}secret").roles("ADMIN").build(),
                User.withUsername("bob").password("{noop}secret").roles("USER").build());
    }

    @Bean
    static ServerEndpointExporter serverEndpointExporter() {
        ServerEndpointExporter exporter = new ServerEndpointExporter();
        exporter.setAnnotatedEndpointClasses(Admins.class);
        return exporter;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Handler(vault), "/handler");
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/stomp");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes("/app");
    }

    /** Opens for administrators. */
    @Component
    static class Vault {

        @PreAuthorize("hasRole('ADMIN')")
        public String open() {
            return "gold";
        }
    }

    /** {@return the answer of an endpoint to a question about its user} */
    private static String answer(String question, Principal user, Vault vault) {
        return switch (question) {
            case "who" -> user == null ? "nobody" : user.getName();
            case "context" -> {
                Authentication known = SecurityContextHolder.getContext().getAuthentication();
                yield known == null ? "nobody" : known.getName();
            }
            case "vault" -> {
                try {
                    yield vault.open();
                } catch (AccessDeniedException | AuthenticationCredentialsNotFoundException e) {
                    yield "closed";
                }
            }
            default -> question;
        };
    }

    /** An endpoint for all users. */
    @Component
    @ServerEndpoint("/members")
    public static class Members {

        private final Vault vault;

        Members(Vault vault) {
            this.vault = vault;
        }

        @OnMessage
        public String answer(String question, Session session) {
            return Secured.answer(question, session.getUserPrincipal(), vault);
        }
    }

    /** An endpoint for administrators. */
    @ServerEndpoint("/admins/room")
    public static class Admins {

        @OnMessage
        public String answer(String message) {
            return message;
        }
    }

    private static final class Handler extends TextWebSocketHandler {

        private final Vault vault;

        Handler(Vault vault) {
            this.vault = vault;
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            session.sendMessage(new TextMessage(answer(message.getPayload(), session.getPrincipal(), vault)));
        }
    }

    /** Answers STOMP messages. */
    @Controller
    static class Mapped {

        @SubscribeMapping("/who")
        String who(Principal user) {
            return "you are " + user.getName();
        }
    }

    /** The pages of the application. */
    @RestController
    static class Pages {

        @GetMapping("/token")
        String token(CsrfToken token) {
            return token.getToken();
        }

        @PostMapping("/end")
        void end(HttpServletRequest request) {
            request.getSession().invalidate();
        }
    }
}
