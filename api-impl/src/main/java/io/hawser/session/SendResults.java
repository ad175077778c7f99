package io.hawser.session;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes the results for {@code SendHandler}s. Since version 2.2 of the API, a result knows its session. Servers and
 * build files may bring version 2.1, so only this class uses the constructors of 2.2.
 */
final class SendResults {

    private static final MethodHandle SUCCESS = constructor(Session.class);
    private static final MethodHandle FAILURE = constructor(Session.class, Throwable.class);

    private SendResults() {}

    /** {@return a constructor of {@link SendResult}, or {@code null} if this API has none with such parameters} */
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
     * @param session the session of the send; an API of version 2.1 does not have it in a result
     * @param failure the reason why the message was not sent, or {@code null} if it was
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
