package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeldSessionAttributesTest {

    /** An HTTP session with attributes. */
    public static final class Attributes {

        private final Map<String, Object> all = new LinkedHashMap<>();

        public Object getAttribute(String name) {
            return all.get(name);
        }

        public void setAttribute(String name, Object value) {
            all.put(name, value);
        }

        public void removeAttribute(String name) {
            all.remove(name);
        }

        public Enumeration<String> getAttributeNames() {
            return Collections.enumeration(all.keySet());
        }
    }

    private final Attributes session = new Attributes();
    private final Map<String, Object> attributes = new WeldSessionAttributes(Fakes.of(HttpSession.class, session));

    @Test
    void beansHaveTheNamesOfTheContextOfRequests() {
        assertThat(attributes.put("WELD_BS#1", "bean")).isNull();
        assertThat(session.all).containsExactly(Map.entry("WELD_S#1", "bean"));
        assertThat(attributes.put("WELD_BS#1", "other")).isEqualTo("bean");
        assertThat(attributes).containsKey("WELD_BS#1").containsEntry("WELD_BS#1", "other");
        assertThat(attributes.remove("WELD_BS#1")).isEqualTo("other");
        assertThat(session.all).isEmpty();
        assertThat(attributes).doesNotContainKey("WELD_BS#1");
    }

    @Test
    void beansOfRequestsAreFound() {
        session.all.put("WELD_S#2", "bean");
        session.all.put("name", "ann");
        assertThat(attributes.keySet()).containsExactly("WELD_BS#2", "name");
        assertThat(attributes.get("WELD_BS#2")).isEqualTo("bean");
        assertThat(attributes.get("name")).isEqualTo("ann");
    }
}
