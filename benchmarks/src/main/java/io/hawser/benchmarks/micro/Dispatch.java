package io.hawser.benchmarks.micro;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.Instances;
import io.hawser.endpoint.MessageReceiver;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Calls an annotated method with a text message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Dispatch {

    private final String message = "a message";
    private MessageReceiver.OfText plain;
    private MessageReceiver.OfText withParameter;

    /** For JMH. */
    public Dispatch() {}

    /** An endpoint whose method takes the message alone. */
    @ServerEndpoint("/plain")
    public static final class Plain {

        /** For the container. */
        public Plain() {}

        /**
         * Echoes.
         *
         * @param message the message
         * @return the same
         */
        @OnMessage
        public String echo(String message) {
            return message;
        }
    }

    /** An endpoint whose method takes a number from the path too. */
    @ServerEndpoint("/room/{number}")
    public static final class Numbered {

        /** For the container. */
        public Numbered() {}

        /**
         * Echoes.
         *
         * @param message the message
         * @param number of the path
         * @return the message, unless the number is 0
         */
        @OnMessage
        public String echo(String message, @PathParam("number") int number) {
            return number == 0 ? null : message;
        }
    }

    /**
     * Deploys the endpoints.
     *
     * @throws DeploymentException never
     * @throws InstantiationException never
     */
    @Setup
    public void prepare() throws DeploymentException, InstantiationException {
        plain = receiver(Plain.class, Map.of());
        withParameter = receiver(Numbered.class, Map.of("number", "7"));
    }

    private static MessageReceiver.OfText receiver(Class<?> type, Map<String, String> parameters)
            throws DeploymentException, InstantiationException {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(type, Instances.of(type));
        BoundEndpoint endpoint = definition.open(parameters, definition.scope());
        return (MessageReceiver.OfText) endpoint.receivers().get(0);
    }

    /**
     * Calls {@code echo(String)}.
     *
     * @return what it returns
     * @throws Throwable never
     */
    @Benchmark
    public Object plain() throws Throwable {
        return plain.whole(null, message);
    }

    /**
     * Calls {@code echo(String, int)}.
     *
     * @return what it returns
     * @throws Throwable never
     */
    @Benchmark
    public Object withPathParameter() throws Throwable {
        return withParameter.whole(null, message);
    }
}
