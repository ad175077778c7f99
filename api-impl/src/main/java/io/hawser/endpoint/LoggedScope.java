package io.hawser.endpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A scope that throws nothing: what goes wrong around a call is no reason not to make it. */
record LoggedScope(CallScope scope) implements CallScope {

    private static final Logger LOG = System.getLogger(LoggedScope.class.getPackageName());

    @Override
    public Call begin() {
        Call call;
        try {
            call = scope.begin();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, scope + " could not begin a call, which goes on without it", e);
            return Call.PLAIN;
        }
        return call == Call.PLAIN ? call : () -> end(call);
    }

    private void end(Call call) {
        try {
            call.end();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, scope + " could not end a call", e);
        }
    }
}
