package io.hawser.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A response that keeps what it is given. */
public final class FakeResponse {

    final HttpServletResponse response = Fakes.of(HttpServletResponse.class, this);
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status;
    private boolean committed;

    public void setStatus(int code) {
        status = code;
    }

    public void setBufferSize(int size) {}

    public void flushBuffer() throws IOException {
        committed = true;
    }

    public boolean isCommitted() {
        return committed;
    }

    public void setHeader(String name, String value) {
        headers.put(name, new ArrayList<>(List.of(value)));
    }

    public void addHeader(String name, String value) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("the request is not asynchronous");
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
