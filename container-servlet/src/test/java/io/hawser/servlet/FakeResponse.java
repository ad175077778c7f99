package io.hawser.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A response that records its content. */
public final class FakeResponse {

    final HttpServletResponse response = Fakes.of(HttpServletResponse.class, this);
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status;
    boolean committed;
    /** The exception of the next flush. */
    IOException flushing;
    /** The writer, if a filter has got it. Then no stream is available. */
    PrintWriter writer;

    public void setStatus(int code) {
        status = code;
    }

    public void setBufferSize(int size) {
        if (body.size() > 0) {
            throw new IllegalStateException("something was written already");
        }
    }

    public void flushBuffer() throws IOException {
        if (flushing != null) {
            throw flushing;
        }
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

    public void resetBuffer() {
        if (committed) {
            throw new IllegalStateException("the response is committed");
        }
        if (writer != null) {
            writer.flush();
        }
        body.reset();
    }

    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8), true);
        }
        return writer;
    }

    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has already been called");
        }
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
        if (writer != null) {
            writer.flush();
        }
        return body.toString(StandardCharsets.UTF_8);
    }
}
