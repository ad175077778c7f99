package io.hawser.endpoint;

import io.hawser.CallScope;
import io.hawser.log.Log;
import java.lang.System.Logger.Level;

/** A scope that logs failures and throws nothing. A failure of the scope must not prevent the call. */
record LoggedScope(CallScope scope) implements CallScope {

    private static final Log LOG = Log.of(LoggedScope.class);

    @Override
    public Call begin() {
        Call call;
        try {
            call = scope.begin();
        } catch (Throwable e) {
            LOG.bounded(
                    Level.WARNING,
                    "begin of " + scope.getClass().getName(),
                    () -> scope + " could not begin a call; the call continues without the scope",
                    e);
            return Call.PLAIN;
        }
        return call == Call.PLAIN ? call : () -> end(call);
    }

    private void end(Call call) {
        try {
            call.end();
        } catch (Throwable e) {
            LOG.bounded(
                    Level.WARNING, "end of " + scope.getClass().getName(), () -> scope + " could not end a call", e);
        }
    }
}
