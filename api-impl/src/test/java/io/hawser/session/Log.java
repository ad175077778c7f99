package io.hawser.session;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records the lines of one logger while this object is open. Uses reflection, since the tests run in the engine's
 * module, which does not read the module of {@code java.util.logging}.
 */
public final class Log implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final List<String> classes = new CopyOnWriteArrayList<>();
    private final Object logger;

    /** Begins to record the lines of the logger with this name. They go nowhere else. */
    public Log(String name) throws ReflectiveOperationException {
        this(name, null);
    }

    /**
     * The same, with the lowest level of {@code java.util.logging} that is recorded.
     *
     * @param from the name of the level, or {@code null} for the default
     */
    Log(String name, String from) throws ReflectiveOperationException {
        io.hawser.log.Log.sumUp();
        logger = type("Logger").getMethod("getLogger", String.class).invoke(null, name);
        setLevel(from);
        Method message = type("LogRecord").getMethod("getMessage");
        Method level = type("LogRecord").getMethod("getLevel");
        Method source = type("LogRecord").getMethod("getSourceClassName");
        Method cause = type("LogRecord").getMethod("getThrown");
        setFilter(Proxy.newProxyInstance(null, new Class<?>[] {type("Filter")}, (proxy, method, arguments) -> {
            if (cause.invoke(arguments[0]) instanceof Throwable logged) {
                thrown.add(logged);
            }
            classes.add(String.valueOf(source.invoke(arguments[0])));
            lines.add(level.invoke(arguments[0]) + " " + message.invoke(arguments[0]));
            return false;
        }));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("java.util.logging." + name);
    }

    private void setLevel(String level) throws ReflectiveOperationException {
        Object value = level == null
                ? null
                : type("Level").getMethod("parse", String.class).invoke(null, level);
        type("Logger").getMethod("setLevel", type("Level")).invoke(logger, value);
    }

    private void setFilter(Object filter) throws ReflectiveOperationException {
        type("Logger").getMethod("setFilter", type("Filter")).invoke(logger, filter);
    }

    /** {@return the lines: level and message} */
    public List<String> lines() {
        return lines;
    }

    /** {@return the logged exceptions} */
    public List<Throwable> thrown() {
        return thrown;
    }

    /** {@return the names of the classes that have logged the lines} */
    public List<String> classes() {
        return classes;
    }

    @Override
    public void close() throws ReflectiveOperationException {
        setFilter(null);
        setLevel(null);
    }
}
