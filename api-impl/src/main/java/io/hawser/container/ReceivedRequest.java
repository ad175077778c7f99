package io.hawser.container;

import io.hawser.session.QueryString;
import jakarta.websocket.server.HandshakeRequest;
import java.net.URI;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The request of an opening handshake, as a configurator sees it (Jakarta WebSocket 2.2, {@link HandshakeRequest}). */
record ReceivedRequest(
        Map<String, List<String>> headers, URI uri, Map<String, String> pathParameters, Principal principal)
        implements HandshakeRequest {

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false; // nobody logs in on a container without servlets
    }

    @Override
    public Object getHttpSession() {
        return null;
    }

    /** {@return the parameters of the query, and those of the path beside them} */
    @Override
    public Map<String, List<String>> getParameterMap() {
        Map<String, List<String>> parameters = new LinkedHashMap<>(QueryString.parameters(uri.getRawQuery()));
        pathParameters.forEach((name, value) -> parameters.putIfAbsent(name, List.of(value)));
        return parameters;
    }

    @Override
    public String getQueryString() {
        return uri.getRawQuery();
    }
}
