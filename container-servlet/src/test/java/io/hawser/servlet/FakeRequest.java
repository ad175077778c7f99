package io.hawser.servlet;

import io.hawser.transport.QueryString;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request whose object the container reuses after the upgrade. A later call fails and is recorded for the test. */
public final class FakeRequest {

    /** Creates the handler, and initializes it at a time that the container chooses. */
    interface Upgrading {
        <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException;
    }

    public final FakeJetty jetty = FakeJetty.contextHandler();
    public final HttpServletRequest request = Fakes.of(HttpServletRequest.class, this);
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    final Map<String, Object> attributes = new LinkedHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> askedTooLate = Collections.synchronizedList(new ArrayList<>());
    String method = "GET";
    String uri = "/app/echo";
    String query;
    String servletPath = "/echo";
    String pathInfo;
    String local = "127.0.0.1";
    String remote = "192.0.2.7";
    String serverName = "localhost";
    int serverPort = 80;
    String scheme = "http";
    boolean secure;
    boolean encrypted;
    Principal principal;
    boolean async;
    HttpSession session;
    Upgrading upgrading;
    private volatile boolean recycled;

    public static FakeRequest upgrade() {
        FakeRequest made = new FakeRequest();
        made.header("Host", "localhost");
        made.header("Upgrade", "websocket");
        made.header("Connection", "keep-alive, Upgrade");
        made.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        made.header("Sec-WebSocket-Version", "13");
        return made;
    }

    FakeRequest header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    /** Lets the container reuse the object for the next request. */
    void recycle() {
        recycled = true;
    }

    private <T> T answer(String what, T value) {
        asked.add(what);
        if (recycled) {
            askedTooLate.add(what);
            throw new IllegalStateException(what + " was asked of a request that was recycled");
        }
        return value;
    }

    public String getHeader(String name) {
        return answer("getHeader", values(name).stream().findFirst().orElse(null));
    }

    private List<String> values(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    public Enumeration<String> getHeaderNames() {
        return answer("getHeaderNames", Collections.enumeration(headers.keySet()));
    }

    public Enumeration<String> getHeaders(String name) {
        return answer("getHeaders", Collections.enumeration(values(name)));
    }

    public Object getAttribute(String name) {
        return answer("getAttribute", attributes.get(name));
    }

    public String getMethod() {
        return answer("getMethod", method);
    }

    public String getRequestURI() {
        return answer("getRequestURI", uri);
    }

    public String getQueryString() {
        return answer("getQueryString", query);
    }

    public String getProtocol() {
        return answer("getProtocol", "HTTP/1.1");
    }

    public String getServletPath() {
        return answer("getServletPath", servletPath);
    }

    public String getPathInfo() {
        return answer("getPathInfo", pathInfo);
    }

    public String getLocalAddr() {
        return answer("getLocalAddr", local);
    }

    public int getLocalPort() {
        return answer("getLocalPort", 8080);
    }

    public String getRemoteAddr() {
        return answer("getRemoteAddr", remote);
    }

    public int getRemotePort() {
        return answer("getRemotePort", 4711);
    }

    public String getServerName() {
        return answer("getServerName", serverName);
    }

    public int getServerPort() {
        return answer("getServerPort", serverPort);
    }

    public String getScheme() {
        return answer("getScheme", scheme);
    }

    public boolean isSecure() {
        return answer("isSecure", secure);
    }

    public ServletConnection getServletConnection() {
        return answer("getServletConnection", Fakes.of(ServletConnection.class, new Socket(encrypted)));
    }

    /** The accepted TCP connection of the container. */
    public static final class Socket {
        private final boolean encrypted;

        Socket(boolean encrypted) {
            this.encrypted = encrypted;
        }

        public boolean isSecure() {
            return encrypted;
        }
    }

    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        QueryString.parameters(query).forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        return answer("getParameterMap", parameters);
    }

    public Principal getUserPrincipal() {
        return answer("getUserPrincipal", principal);
    }

    public ServletContext getServletContext() {
        return answer("getServletContext", jetty.context());
    }

    /** Jetty's asynchronous context of an upgraded connection, whose timeout is turned off. */
    public AsyncContext getAsyncContext() {
        return Fakes.of(AsyncContext.class, new NoTimeout());
    }

    /** Accepts a timeout. */
    public static final class NoTimeout {
        public void setTimeout(long millis) {}
    }

    public boolean isAsyncStarted() {
        return answer("isAsyncStarted", async);
    }

    public boolean isUserInRole(String role) {
        return answer("isUserInRole", role.equals("admin"));
    }

    public HttpSession getSession(boolean create) {
        if (create) {
            throw new AssertionError("nobody needs a new session");
        }
        return answer("getSession", session);
    }

    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        answer("upgrade", null);
        return upgrading.upgrade(type);
    }
}
