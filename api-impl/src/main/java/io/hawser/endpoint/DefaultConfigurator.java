package io.hawser.endpoint;

import io.hawser.InstanceSource;
import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The platform default configurator (Jakarta WebSocket 2.2, section 3.1). It is used by server endpoints without a
 * configurator, and for methods that a configurator does not override. The API finds it through
 * {@link java.util.ServiceLoader}, even if another implementation answers the handshake. So outside of a handshake of
 * Hawser, it behaves as the default of that implementation. It has no state. Safe for all threads.
 */
public final class DefaultConfigurator extends ServerEndpointConfig.Configurator {

    private static final ThreadLocal<BooleanSupplier> ORIGIN_CHECK = new ThreadLocal<>();
    /**
     * The number of handshakes that wait for a configurator's own check. The check may call its default on another
     * thread.
     */
    private static final AtomicInteger WAITING = new AtomicInteger();

    /** Makes the configurator. */
    public DefaultConfigurator() {}

    /** {@return this configurator, so that the API need not search} */
    @Override
    public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
        return this;
    }

    /**
     * Chooses the first subprotocol of the client that the server supports. The client's order counts, as in the API's
     * documentation of this method, and as in Tomcat. Section 3.1.2 of the specification can be read so that the
     * server's order counts. If it matters, override this method.
     *
     * @param supported the subprotocols of the endpoint
     * @param requested the subprotocols of the client, its favourite first
     * @return the subprotocol, or the empty string if they have none in common
     */
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        for (String subprotocol : requested) {
            if (supported.contains(subprotocol)) {
                return subprotocol;
            }
        }
        return "";
    }

    /**
     * Chooses all extensions of the client that are installed, by their names.
     *
     * @param installed the usable extensions
     * @param requested the extensions of the client with their parameters
     * @return the usable ones, as the client has requested them and in its order
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        List<Extension> usable = new ArrayList<>(requested.size());
        for (Extension extension : requested) {
            if (hasName(installed, extension.getName())) {
                usable.add(extension);
            }
        }
        return Collections.unmodifiableList(usable);
    }

    private static boolean hasName(List<Extension> extensions, String name) {
        for (Extension extension : extensions) {
            if (extension.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Accepts the origins in the setting {@code allowedOrigins}, pages of the requested host, and clients without an
     * origin, which are no browsers. Other pages could use the endpoint on behalf of their visitors (RFC 6455, section
     * 10.2).
     *
     * @param originHeaderValue the origin, or {@code null} if there is none
     * @return whether the handshake may go on. Outside of a handshake of Hawser it may: another implementation answers
     *     then, whose API has found this class, and the default of every server accepts all origins. If another thread
     *     than that of the handshake calls this, the handshake is unknown, and pages are refused
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
     * Calls {@code checkOrigin}. The method gets only the origin, so its default finds the handshake and the policy by
     * the thread.
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
     * Leaves the handshake unchanged.
     *
     * @param config the configuration of the endpoint
     * @param request the client's handshake
     * @param response the server's handshake
     */
    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}

    /**
     * Makes a new instance, by an {@link InstanceSource} that knows the class, or otherwise by the public constructor
     * without arguments. Outside of a handshake of Hawser, the default of another implementation makes it, if there is
     * one, or otherwise the constructor.
     *
     * @param endpointClass the class, which need not be public
     * @return a new instance
     * @throws InstantiationException if the class is abstract or has no such constructor, if Java's access rules forbid
     *     its use, or if it throws an exception; the message names the class
     */
    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        Instances current = Instances.current();
        return current == null ? ServersDefault.make(endpointClass) : current.make(endpointClass);
    }
}
