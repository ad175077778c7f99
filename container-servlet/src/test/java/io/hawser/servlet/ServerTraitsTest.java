package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.FakeConnection.Kind;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers are known by their classes, whatever they say of themselves. */
class ServerTraitsTest {

    private static ServerTraits traits(Mark mark) {
        return switch (mark) {
            case TOMCAT -> ServerTraits.TOMCAT;
            case JETTY -> ServerTraits.JETTY;
            case UNDERTOW -> ServerTraits.UNDERTOW;
            case LIBERTY -> ServerTraits.LIBERTY;
            case GLASSFISH, NOBODY -> ServerTraits.OTHER;
        };
    }

    /** As frameworks wrap what a container gives them. */
    private static ServletContext wrapped(ServletContext context) {
        return (ServletContext) Proxy.newProxyInstance(
                ServerTraitsTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> method.invoke(context, arguments));
    }

    @ParameterizedTest
    @EnumSource
    void theContextHasAClassOfTheContainer(Mark mark) {
        ServletContext context = new FakeContext(mark).context;
        assertThat(context.getServerInfo()).isEqualTo("Web Server");
        assertThat(ServerTraits.of(context)).isEqualTo(traits(mark));
    }

    @ParameterizedTest
    @EnumSource
    void aContextThatIsWrappedGivesObjectsOfTheContainer(Mark mark) {
        FakeContext fake = new FakeContext(mark);
        fake.cookies = Fakes.of(SessionCookieConfig.class, this, mark.ofContext);
        assertThat(ServerTraits.of(wrapped(fake.context))).isEqualTo(traits(mark));
    }

    @Test
    void anApplicationsClassLoaderMayBeOfTheContainer() {
        FakeContext fake = new FakeContext(Mark.NOBODY, new org.apache.catalina.Loader());
        assertThat(ServerTraits.of(fake.context)).isEqualTo(ServerTraits.TOMCAT);
    }

    @Test
    void aClassThatExtendsOneOfTheContainerIsOfTheContainer() {
        FakeContext fake = new FakeContext(Mark.NOBODY, new org.apache.catalina.Loader() {});
        assertThat(ServerTraits.of(fake.context)).isEqualTo(ServerTraits.TOMCAT);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsOfTheContainerHoweverItIsWrapped(Mark mark) {
        HttpServletRequest own = Fakes.of(HttpServletRequest.class, new FakeRequest(), mark.ofContext);
        HttpServletRequest twice = new HttpServletRequestWrapper(new HttpServletRequestWrapper(own));
        ServerTraits otherwise = mark == Mark.GLASSFISH ? ServerTraits.OTHER : ServerTraits.LIBERTY;
        assertThat(ServerTraits.of(twice, otherwise)).isEqualTo(mark == Mark.NOBODY ? otherwise : traits(mark));
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionIsOfTheContainerWhateverTheContextIs(Kind kind) throws Exception {
        try (FakeServer server = new FakeServer(kind, new Random(1))) {
            FakeConnection connection = server.connection();
            ServerTraits otherwise = kind == Kind.GLASSFISH ? ServerTraits.OTHER : ServerTraits.JETTY;
            assertThat(ServerTraits.of(connection.web, otherwise)).isEqualTo(traits(kind.mark));
            // Wrapped by somebody, and its streams too.
            assertThat(ServerTraits.of(connection, otherwise)).isEqualTo(otherwise);
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, false", "JETTY, false", "UNDERTOW, false", "LIBERTY, false", "GLASSFISH, true", "NOBODY, true"
    })
    void theAnswerIsFlushedWhereTheContainerKeepsIt(Mark mark, boolean keeps) {
        assertThat(traits(mark).keepsAnswer()).isEqualTo(keeps);
    }
}
