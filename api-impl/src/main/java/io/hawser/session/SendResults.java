package io.hawser.session;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes the results that {@code SendHandler}s get. It is the one place that asks for what the API has only since 2.2, a
 * result that knows its session: servers and build files may bring 2.1.
 */
final class SendResults {

    private static final MethodHandle SUCCESS = constructor(Session.class);
    private static final MethodHandle FAILURE = constructor(Session.class, Throwable.class);

    private SendResults() {}

    /** {@return a constructor of {@link SendResult}, or {@code null} where this API has none with such parameters} */
    private static MethodHandle constructor(Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(SendResult.class, MethodType.methodType(void.class, parameters));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /**
     * {@return the result of a send}
     *
     * @param session where the message was sent; an API of 2.1 cannot tell it
     * @param failure why it was not sent, or {@code null} where it was
     */
    static SendResult of(Session session, Throwable failure) {
        if (SUCCESS == null || FAILURE == null) {
            return withoutSession(failure);
        }
        try {
            return failure == null
                    ? (SendResult) SUCCESS.invokeExact(session)
                    : (SendResult) FAILURE.invokeExact(session, failure);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("these constructors declare no exception", e);
        }
    }

    @SuppressWarnings("deprecation") // 2.1 has no others
    private static SendResult withoutSession(Throwable failure) {
        return failure == null ? new SendResult() : new SendResult(failure);
    }
}
