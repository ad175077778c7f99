package io.hawser.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import java.net.URL;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The container for Arquillian, called without Arquillian. */
class HawserDeployableContainerTest {

    private final HawserConfiguration configuration = new HawserConfiguration();
    private final HawserDeployableContainer container = new HawserDeployableContainer();

    private void start() throws Exception {
        configuration.validate();
        container.setup(configuration);
        container.start();
    }

    @AfterEach
    void stop() {
        container.stop();
    }

    @Test
    void anArchiveIsInServiceUntilItIsUndeployed() throws Exception {
        WebArchive archive = archive("greetings.war", Greeter.class);
        start();
        URL base = base(container.deploy(archive));

        assertThat(Answers.to("hello", base, "greet/World")).isEqualTo("World heard: hello");
        assertThat(container.application(archive)).isPresent();

        container.undeploy(archive);
        assertThatThrownBy(() -> Answers.to("hello", base, "greet/World"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("404");
        assertThat(container.application(archive)).isEmpty();
    }

    @Test
    void twoArchivesAreInServiceBesideEachOther() throws Exception {
        start();
        URL root = base(container.deploy(archive("ROOT.war", Greeter.class)));
        URL other = base(container.deploy(archive("other.war", Greeter.class)));

        assertThat(root.getPath()).isEqualTo("/");
        assertThat(other.getPath()).isEqualTo("/other/");
        assertThat(Answers.to("hello", root, "greet/Root")).isEqualTo("Root heard: hello");
        assertThat(Answers.to("hello", other, "greet/Other")).isEqualTo("Other heard: hello");
    }

    @Test
    void aRefusalIsAnExceptionByDefault() throws Exception {
        start();
        assertThatThrownBy(() -> container.deploy(archive("bad.war", Wrong.class)))
                .isInstanceOf(org.jboss.arquillian.container.spi.client.container.DeploymentException.class)
                .hasMessageStartingWith("bad.war cannot be deployed: ")
                .hasMessageContaining(Wrong.class.getName())
                .hasCauseInstanceOf(DeploymentException.class);
    }

    @Test
    void aRefusalCanBeRemembered() throws Exception {
        WebArchive bad = archive("bad.war", Greeter.class, Wrong.class);
        configuration.setRefusalsRemembered(true);
        start();
        URL base = base(container.deploy(bad));

        assertThat(base.getPath()).isEqualTo("/bad/");
        assertThat(container.application(bad)).isEmpty();
        assertThat(container.refusal(bad))
                .hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContaining(Wrong.class.getName()));
        assertThatThrownBy(() -> Answers.to("hello", base, "greet/World")).hasMessageContaining("404");

        container.undeploy(bad);
        assertThat(container.refusal(bad)).isEmpty();
    }

    @Test
    void theServerHasTheConfiguredSettings() throws Exception {
        configuration.setSettings("maxTextMessageSize = 4,\n maxBinaryMessageSize=5;");
        start();
        URL base = base(container.deploy(archive("small.war", Greeter.class)));
        assertThat(Answers.to("four", base, "greet/World")).isEqualTo("World heard: four");
        assertThat(configuration.parsedSettings().toString()).contains("=4", "=5");
    }

    @Test
    void aSettingThatDoesNotExistIsRefusedByName() {
        assertRefused("maxLuck=1", "settings: there is no setting \"maxLuck\"");
        assertRefused("idleTimeout", "settings: \"idleTimeout\" is not of the form name=number");
        assertRefused("idleTimeout=soon", "settings: idleTimeout must be a whole number, not \"soon\"");
        assertRefused("idleTimeout=-1", "settings: setting idleTimeout must be from 0 to");
    }

    private void assertRefused(String settings, String message) {
        configuration.setSettings(settings);
        assertThatThrownBy(configuration::validate).hasMessageStartingWith(message);
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        configuration.setPort(65536);
        assertThatThrownBy(configuration::validate).hasMessage("port must be from 0 to 65535, not 65536");
    }

    private static WebArchive archive(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name).addClasses(classes);
    }

    private static URL base(ProtocolMetaData metaData) throws Exception {
        HTTPContext context = metaData.getContexts(HTTPContext.class).iterator().next();
        return context.getServlets().get(0).getBaseURI().toURL();
    }
}
