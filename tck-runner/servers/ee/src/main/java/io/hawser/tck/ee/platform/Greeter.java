package io.hawser.tck.ee.platform;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** An enterprise bean. */
@Stateless
public class Greeter {

    @Resource
    private SessionContext context;

    /** {@return a greeting} */
    public String greet() {
        return "hello from a bean";
    }

    /** {@return the name of the caller} */
    public String caller() {
        return context.getCallerPrincipal().getName();
    }
}
