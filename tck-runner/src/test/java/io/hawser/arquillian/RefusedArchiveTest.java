package io.hawser.arquillian;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class RefusedArchiveTest {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "bad", managed = false, testable = false)
    public static WebArchive bad() {
        return ShrinkWrap.create(WebArchive.class, "bad.war").addClasses(Greeter.class, Wrong.class);
    }

    @Deployment(name = "jar", managed = false, testable = false)
    public static JavaArchive jar() {
        return ShrinkWrap.create(JavaArchive.class, "library.jar").addClass(Greeter.class);
    }

    @Test
    void anArchiveWithABadEndpointIsRefused() {
        assertThatThrownBy(() -> deployer.deploy("bad"))
                .hasMessageContaining("bad.war cannot be deployed: ")
                .hasMessageContaining(Wrong.class.getName())
                .hasRootCauseInstanceOf(DeploymentException.class);
    }

    @Test
    void anArchiveThatIsNoWarIsRefused() {
        assertThatThrownBy(() -> deployer.deploy("jar")).hasMessageContaining("library.jar");
    }
}
