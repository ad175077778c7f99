package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.HawserInitializer;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.SpringServletContainerInitializer;

/** An application that Tomcat starts, as it does with a WAR file. */
@Tag("tomcat")
class WarTest {

    /** The entry of the WAR file. */
    static class Entry extends SpringBootServletInitializer {

        @Override
        protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
            return builder.sources(Annotated.class)
                    .properties("spring.main.banner-mode=off", "spring.jmx.enabled=false");
        }
    }

    @TempDir
    private Path directory;

    @Test
    void springCreatesTheEndpoints() throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", directory.toString());
        context.setParentClassLoader(WarTest.class.getClassLoader());
        // In the order of the files in WEB-INF/lib.
        context.addServletContainerInitializer(new HawserInitializer(), Set.of(Annotated.Greeter.class));
        context.addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(Entry.class));
        try {
            tomcat.start();
            JdkClient client = JdkClient.connect(tomcat.getConnector().getLocalPort(), "/greet/ada");
            client.send("carrier");
            assertThat(client.text()).isEqualTo("io.hawser.session");
            client.send("");
            assertThat(client.text()).isEqualTo("hello ada, message 1 of session 1, injected");
            client.close();
            assertThat(client.closeCode()).isEqualTo(1000);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
