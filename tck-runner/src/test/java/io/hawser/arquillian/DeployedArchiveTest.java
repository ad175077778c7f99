package io.hawser.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class DeployedArchiveTest {

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    public static WebArchive greetings() {
        return ShrinkWrap.create(WebArchive.class, "greetings.war").addClass(Greeter.class);
    }

    @Test
    void theUrlEndsWithTheContextPath() {
        assertThat(base.getPath()).isEqualTo("/greetings/");
        assertThat(base.getPort()).isPositive();
    }

    @Test
    void theEndpointOfTheArchiveAnswers() throws Exception {
        assertThat(Answers.to("hello", base, "greet/World")).isEqualTo("World heard: hello");
    }
}
