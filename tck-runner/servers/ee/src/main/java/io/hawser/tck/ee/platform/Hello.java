package io.hawser.tck.ee.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;

/** A resource of JAX-RS beside the endpoints. */
@Path("hello")
public class Hello {

    /** {@return a greeting} */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String greet() {
        return "hello from a resource";
    }

    /** The application of JAX-RS. */
    @ApplicationPath("rest")
    public static class Rest extends Application {}
}
