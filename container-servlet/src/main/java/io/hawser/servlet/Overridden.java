package io.hawser.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import java.nio.ByteBuffer;

/**
 * Whether a container's stream implements the methods for buffers that Servlet 6.1 has added. What it inherits from the
 * API goes through an array, which we can do with one copy less, and Servlet 6.0 has neither.
 */
final class Overridden extends ClassValue<Boolean> {

    /** For output streams: {@code write(ByteBuffer)}. */
    static final Overridden WRITES_BUFFERS = new Overridden("write", ServletOutputStream.class);

    /** For input streams: {@code read(ByteBuffer)}. */
    static final Overridden READS_BUFFERS = new Overridden("read", ServletInputStream.class);

    private final String method;
    private final Class<?> api;

    private Overridden(String method, Class<?> api) {
        this.method = method;
        this.api = api;
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            return type.getMethod(method, ByteBuffer.class).getDeclaringClass() != api;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
