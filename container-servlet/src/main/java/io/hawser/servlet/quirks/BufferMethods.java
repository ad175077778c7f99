package io.hawser.servlet.quirks;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import java.nio.ByteBuffer;

/**
 * Tests whether a server's stream class implements the methods for buffers of Servlet 6.1.
 *
 * <ul>
 *   <li>Server: servers of Servlet 6.0, whose streams lack the methods, and servers that inherit the methods from the
 *       API of Servlet 6.1, which copies through an array. The names of these servers are not known.
 *   <li>Cause: a write of an array needs one copy less than the inherited method.
 *   <li>Test: not known.
 *   <li>Delete when Servlet 6.1 is the oldest version, and all servers override the methods.
 * </ul>
 */
public final class BufferMethods extends ClassValue<Boolean> {

    /** For output streams: {@code write(ByteBuffer)}. */
    public static final BufferMethods WRITES_BUFFERS = new BufferMethods("write", ServletOutputStream.class);

    /** For input streams: {@code read(ByteBuffer)}. */
    public static final BufferMethods READS_BUFFERS = new BufferMethods("read", ServletInputStream.class);

    private final String method;
    private final Class<?> api;

    private BufferMethods(String method, Class<?> api) {
        this.method = method;
        this.api = api;
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            // Jetty's stream has had such a method before the API, which must have it for a call.
            api.getMethod(method, ByteBuffer.class);
            return type.getMethod(method, ByteBuffer.class).getDeclaringClass() != api;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
