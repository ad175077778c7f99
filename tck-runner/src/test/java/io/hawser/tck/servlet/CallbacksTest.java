package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.CallbacksApp;
import io.hawser.tck.servlet.app.CdiApp;
import io.hawser.tck.servlet.app.HttpSessionApp;
import io.hawser.tck.servlet.app.SessionBeanApp;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;

/** The environment of callbacks: class loader, JNDI and others. */
class CallbacksTest {

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private static final String SESSION_CONTEXT = """
            <context-param>
              <param-name>io.hawser.cdiSessionContext</param-name>
              <param-value>true</param-value>
            </context-param>
            """;

    private static final List<String> CALLBACKS = List.of("open", "message", "sent", "error", "close");

    /** Causes each callback, and returns the notes of the callbacks, in this order. */
    private static List<String> notes(Application application, String path) {
        try (Talk observer = application.talk(path)) {
            int before = lines(observer).size();
            try (Talk talk = application.talk(path)) {
                assertThat(talk.ask("hello")).isEqualTo("hello");
                assertThat(talk.next()).isEqualTo("sent");
                assertThat(talk.ask("fail")).isEqualTo("as was asked for");
                talk.leave();
            }
            await().until(() -> lines(observer).size() == before + CALLBACKS.size());
            List<String> all = lines(observer);
            return all.subList(before, all.size());
        }
    }

    private static List<String> lines(Talk observer) {
        return observer.ask("notes").lines().toList();
    }

    @OnEachServer
    void callbacksHaveTheApplicationsLoaderAndNaming(Server server) throws Exception {
        War war = server.war().classes(CallbacksApp.class).webXml("""
                <env-entry>
                  <env-entry-name>entry</env-entry-name>
                  <env-entry-type>java.lang.String</env-entry-type>
                  <env-entry-value>found</env-entry-value>
                </env-entry>
                """);
        // Undertow has no JNDI.
        String around = " own loader, " + (server.target() == Target.UNDERTOW ? "no entry" : "found");
        try (Application application = server.deploy("/callbacks", war)) {
            assertThat(notes(application, "/callbacks"))
                    .containsExactlyElementsOf(CALLBACKS.stream()
                            .map(callback -> callback + around)
                            .toList());
        }
    }

    @OnEachServer
    void weldInjectsAndGivesEachCallbackARequestContext(Server server) throws Exception {
        callbacksHaveBeans(server, server.war(), "weld");
    }

    @OnEachServer
    void openWebBeansInjectsAndGivesEachCallbackARequestContext(Server server) throws Exception {
        War war = server.war().webXml("""
                <listener>
                  <listener-class>org.apache.webbeans.servlet.WebBeansConfigurationListener</listener-class>
                </listener>
                """);
        callbacksHaveBeans(server, war, "openwebbeans");
    }

    @OnEachServer
    void beansOfTheHttpSessionAreThoseOfItsConnectionsWithTheSetting(Server server) throws Exception {
        War war = server.war()
                .classes(SessionBeanApp.class)
                .libraries(Server.libraries("weld"))
                .file("WEB-INF/beans.xml", BEANS)
                .webXml(SESSION_CONTEXT);
        try (Application application = server.deploy("/session-bean", war)) {
            HttpResponse<String> begun = application.get("/counter");
            String cookie = Application.cookie(begun);
            assertThat(begun.body()).isEqualTo("1");
            try (Talk one = application.talk("/counter-messages", "Cookie", cookie);
                    Talk other = application.talk("/counter-messages", "Cookie", cookie);
                    Talk stranger = application.talk("/counter-messages")) {
                assertThat(one.ask("")).isEqualTo("2");
                assertThat(other.ask("")).isEqualTo("3");
                assertThat(application.get("/counter", "Cookie", cookie).body()).isEqualTo("4");
                assertThat(one.ask("")).isEqualTo("5");
                assertThat(stranger.ask("")).isEqualTo("not active");
            }
        }
    }

    /** Neither these servers nor this application have the API of CDI. */
    @OnEachServer
    void settingForCdiHasNoEffectWithoutItsApi(Server server) throws Exception {
        int before = server.log().length();
        War war = server.war().classes(HttpSessionApp.class).webXml(SESSION_CONTEXT);
        try (Application application = server.deploy("/without-cdi", war)) {
            String cookie = Application.cookie(application.get("/http?do=begin&name=ann"));
            for (int i = 0; i < 2; i++) {
                try (Talk talk = application.talk("/member", "Cookie", cookie)) {
                    assertThat(talk.ask("name")).isEqualTo("ann");
                }
            }
        }
        assertThat(server.log().substring(before).lines().filter(line -> line.contains("cdiSessionContext")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("WARNING: the setting cdiSessionContext has no effect")
                .contains("NoClassDefFoundError: jakarta/enterprise/");
    }

    private static void callbacksHaveBeans(Server server, War war, String implementation) throws IOException {
        war.classes(CdiApp.class).libraries(Server.libraries(implementation)).file("WEB-INF/beans.xml", BEANS);
        try (Application application = server.deploy("/" + implementation, war)) {
            List<String> notes = notes(application, "/cdi");
            try (Talk talk = application.talk("/cdi")) {
                assertThat(talk.ask("configurator")).isEqualTo("injected");
            }
            assertThat(notes).extracting(note -> note.split(" ")[0]).containsExactlyElementsOf(CALLBACKS);
            assertThat(notes).extracting(note -> note.split(" ")[1]).doesNotHaveDuplicates();
            assertThat(notes).allSatisfy(note -> assertThat(note.split(" ")[2]).isEqualTo(note.split(" ")[1]));
        }
    }
}
