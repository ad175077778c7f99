package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.stream.Collectors;

/** An endpoint that knows the threads of the server. */
@ServerEndpoint("/threads")
public class Threads {

    /**
     * Finds threads by their names.
     *
     * @param prefix how the names begin
     * @return the names of the live threads, one a line
     */
    @OnMessage
    public String find(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.joining("\n"));
    }
}
