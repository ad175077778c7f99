package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.FakeConnection;
import io.hawser.servlet.FakeConnection.Kind;
import io.hawser.servlet.FakeContext;
import io.hawser.servlet.FakeRequest;
import io.hawser.servlet.FakeServer;
import io.hawser.servlet.Fakes;
import io.hawser.servlet.Mark;
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

/** Hawser recognizes containers by their classes, independently of the names that they report. */
class ServersTest {

    private static ServerQuirks quirks(Mark mark) {
        return switch (mark) {
            case TOMCAT -> Servers.TOMCAT;
            case JETTY -> Servers.JETTY;
            case UNDERTOW -> Servers.UNDERTOW;
            case LIBERTY -> Servers.LIBERTY;
            case GLASSFISH, NOBODY -> Servers.PLAIN;
        };
    }

    /** Wraps a context like a framework. */
    private static ServletContext wrapped(ServletContext context) {
        return (ServletContext) Proxy.newProxyInstance(
                ServersTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> method.invoke(context, arguments));
    }

    @ParameterizedTest
    @EnumSource
    void theContextHasAClassOfTheContainer(Mark mark) {
        ServletContext context = new FakeContext(mark).context;
        assertThat(context.getServerInfo()).isEqualTo("Web Server");
        assertThat(Servers.of(context)).isEqualTo(quirks(mark));
    }

    @ParameterizedTest
    @EnumSource
    void aContextThatIsWrappedGivesObjectsOfTheContainer(Mark mark) {
        FakeContext fake = new FakeContext(mark);
        fake.cookies = Fakes.of(SessionCookieConfig.class, this, mark.ofContext);
        assertThat(Servers.of(wrapped(fake.context))).isEqualTo(quirks(mark));
    }

    @Test
    void anApplicationsClassLoaderMayBeOfTheContainer() {
        FakeContext fake = new FakeContext(Mark.NOBODY, new org.apache.catalina.Loader());
        assertThat(Servers.of(fake.context)).isEqualTo(Servers.TOMCAT);
    }

    @Test
    void aClassThatExtendsOneOfTheContainerIsOfTheContainer() {
        FakeContext fake = new FakeContext(Mark.NOBODY, new org.apache.catalina.Loader() {});
        assertThat(Servers.of(fake.context)).isEqualTo(Servers.TOMCAT);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsOfTheContainerHoweverItIsWrapped(Mark mark) {
        HttpServletRequest own = Fakes.of(HttpServletRequest.class, new FakeRequest(), mark.ofContext);
        HttpServletRequest twice = new HttpServletRequestWrapper(new HttpServletRequestWrapper(own));
        ServerQuirks otherwise = mark == Mark.GLASSFISH ? Servers.PLAIN : Servers.LIBERTY;
        assertThat(Servers.of(twice, otherwise)).isEqualTo(mark == Mark.NOBODY ? otherwise : quirks(mark));
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionIsOfTheContainerWhateverTheContextIs(Kind kind) throws Exception {
        try (FakeServer server = new FakeServer(kind, new Random(1))) {
            FakeConnection connection = server.connection();
            ServerQuirks otherwise = kind == Kind.GLASSFISH ? Servers.PLAIN : Servers.JETTY;
            assertThat(Servers.of(connection.web, otherwise)).isEqualTo(quirks(kind.mark));
            // The connection and its streams are wrapped.
            assertThat(Servers.of(connection, otherwise)).isEqualTo(otherwise);
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, false", "JETTY, false", "UNDERTOW, false", "LIBERTY, false", "GLASSFISH, true", "NOBODY, true"
    })
    void theAnswerIsFlushedWhereTheContainerKeepsIt(Mark mark, boolean keeps) {
        assertThat(quirks(mark).keepsAnswer()).isEqualTo(keeps);
    }
}
