package io.hawser.endpoint;

import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The platform default configurator (Jakarta WebSocket 2.2, section 3.1): what a server endpoint does that has no
 * configurator, or one that does not override a method. The API finds it through {@link java.util.ServiceLoader}, also
 * where another implementation serves: outside of a handshake that Hawser answers it does what that one's default does.
 * It has no state and is safe for all threads.
 */
public final class DefaultConfigurator extends ServerEndpointConfig.Configurator {

    private static final ThreadLocal<BooleanSupplier> ORIGIN_CHECK = new ThreadLocal<>();
    /** How many handshakes wait for a configurator's own check, which may ask its default on another thread. */
    private static final AtomicInteger WAITING = new AtomicInteger();

    /** Makes the configurator. */
    public DefaultConfigurator() {}

    /** {@return this configurator, which spares the API a search} */
    @Override
    public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
        return this;
    }

    /**
     * Chooses the first subprotocol of the client that the server supports: the client's order counts, as the API's
     * documentation of this method has it, and as Tomcat does. Section 3.1.2 of the specification can be read so that
     * the server's order counts; where it matters, override this method.
     *
     * @param supported the subprotocols of the endpoint
     * @param requested the subprotocols of the client, its favourite first
     * @return the subprotocol, or the empty string where there is none in common
     */
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.stream().filter(supported::contains).findFirst().orElse("");
    }

    /**
     * Chooses all extensions of the client that are installed, by their names.
     *
     * @param installed the extensions that can be used
     * @param requested the extensions of the client with their parameters
     * @return those that can be used, as the client requested them and in its order
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        Set<String> names = installed.stream().map(Extension::getName).collect(Collectors.toSet());
        return requested.stream()
                .filter(extension -> names.contains(extension.getName()))
                .toList();
    }

    /**
     * Accepts what the setting {@code allowedOrigins} lists, pages of the host that is asked, and clients without an
     * origin, which are no browsers; others could use the endpoint on behalf of their visitors (RFC 6455, section
     * 10.2).
     *
     * @param originHeaderValue the origin, or {@code null} where there is none
     * @return whether it may go on. Outside of a handshake that Hawser answers it may: another implementation serves
     *     then, whose API has found this class, and every server's default lets all origins in. On another thread than
     *     that of the handshake nobody knows which handshake it is, and pages are refused
     */
    @Override
    public boolean checkOrigin(String originHeaderValue) {
        BooleanSupplier check = ORIGIN_CHECK.get();
        if (check == null) {
            return originHeaderValue == null || WAITING.get() == 0;
        }
        return check.getAsBoolean();
    }

    /**
     * Calls {@code checkOrigin}. The method is told the origin alone, so that its default finds the handshake and the
     * policy by the thread.
     */
    static boolean checksOrigin(
            ServerEndpointConfig.Configurator configurator,
            OriginPolicy policy,
            ServerHandshake handshake,
            boolean secure) {
        ORIGIN_CHECK.set(() -> policy.allows(handshake, secure));
        int asking = configurator instanceof DefaultConfigurator ? 0 : 1;
        WAITING.addAndGet(asking);
        try {
            return configurator.checkOrigin(handshake.origin().orElse(null));
        } finally {
            WAITING.addAndGet(-asking);
            ORIGIN_CHECK.remove();
        }
    }

    /**
     * Leaves the handshake as it is.
     *
     * @param config the configuration of the endpoint
     * @param request the client's handshake
     * @param response the server's handshake
     */
    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}

    /**
     * Makes a new instance: by an {@link InstanceSource} that knows the class, else by the public constructor without
     * arguments. Outside of a handshake that Hawser answers, the default of another implementation makes it, if there
     * is one, else the constructor.
     *
     * @param endpointClass the class, which need not be public
     * @return a new instance
     * @throws InstantiationException where the class is abstract or has no such constructor, where Java's access rules
     *     forbid to use it, or where it throws; the message names the class
     */
    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        Instances current = Instances.current();
        return current == null ? ServersDefault.make(endpointClass) : current.make(endpointClass);
    }
}
