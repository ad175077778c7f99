package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.Talk;
import java.net.http.HttpResponse;

/** The session context of CDI in callbacks. */
class SessionContextTest {

    @OnEachEeServer
    void beansOfTheHttpSessionAreThoseOfTheCallbacks(EeApplication application) throws Exception {
        HttpResponse<String> ann = application.get("/basket");
        HttpResponse<String> bob = application.get("/basket");
        String annsCookie = EeApplication.cookie(ann);
        try (Talk anns = application.talk("/baskets/own", "Cookie", annsCookie);
                Talk alsoAnns = application.talk("/baskets/own", "Cookie", annsCookie);
                Talk bobs = application.talk("/baskets/own", "Cookie", EeApplication.cookie(bob));
                Talk stranger = application.talk("/baskets/own")) {
            assertThat(ann.body()).isEqualTo("1");
            assertThat(anns.ask("")).isEqualTo("2");
            assertThat(alsoAnns.ask("")).isEqualTo("3");
            assertThat(bobs.ask("")).isEqualTo("2");
            assertThat(application.get("/basket", "Cookie", annsCookie).body()).isEqualTo("4");
            assertThat(anns.ask("")).isEqualTo("5");
            assertThat(stranger.ask("")).isEqualTo("ContextNotActiveException");
        }
    }

    /** A bean of the first use in a callback is there for requests. */
    @OnEachEeServer
    void beansThatCallbacksCreateAreThoseOfTheHttpSession(EeApplication application) throws Exception {
        String cookie = EeApplication.cookie(application.get("/account?do=begin&mark=red"));
        try (Talk talk = application.talk("/baskets/own", "Cookie", cookie)) {
            assertThat(talk.ask("")).isEqualTo("1");
            assertThat(application.get("/basket", "Cookie", cookie).body()).isEqualTo("2");
        }
    }

    @OnEachEeServer
    void callbacksHaveNoSessionContextWithoutTheSetting(EeApplication application) throws Exception {
        String cookie = EeApplication.cookie(application.get("/basket"));
        try (Talk talk = application.talk("/baskets/without", "Cookie", cookie)) {
            assertThat(talk.ask("")).isEqualTo("ContextNotActiveException");
        }
    }
}
