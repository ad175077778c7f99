package io.hawser.tck.autobahn;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Tyrus with {@link Echo}, for comparison. Only this process has it on the class path, so it is called by name. */
public final class TyrusServer {

    private TyrusServer() {}

    /** Prints its URI, and runs until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Object server = Class.forName("org.glassfish.tyrus.server.Server")
                .getConstructor(String.class, int.class, String.class, Map.class, Class[].class)
                .newInstance(
                        "127.0.0.1",
                        0,
                        "/",
                        Map.of("org.glassfish.tyrus.incomingBufferSize", 20_000_000),
                        new Class<?>[] {Echo.class});
        call(server, "start");
        answers.println("ws://127.0.0.1:" + call(server, "getPort") + "/echo");
        new CountDownLatch(1).await();
    }

    private static Object call(Object server, String method)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return server.getClass().getMethod(method).invoke(server);
    }
}
