package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.servlet.FakeContext;
import io.hawser.servlet.Mark;
import java.util.List;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Test;

class TyrusFilterTest {

    private static final String NAME = "WebSocket filter";

    private final StandardContext standard = new StandardContext();

    @Test
    void filterOfTyrusIsTakenOutWithItsMappings() throws Exception {
        standard.add("login", this);
        standard.add(NAME, new org.glassfish.tyrus.Marked());
        assertThat(TyrusFilter.removeFrom(standard)).isTrue();
        assertThat(standard.filters()).containsExactly("login");
        assertThat(standard.findFilterMaps()).containsExactly(new StandardContext.FilterMap("login"));
    }

    @Test
    void filterOfTheApplicationWithTheSameNameStays() throws Exception {
        standard.add(NAME, this);
        assertThat(TyrusFilter.removeFrom(standard)).isFalse();
        assertThat(standard.filters()).containsExactly(NAME);
        assertThat(standard.findFilterMaps()).hasSize(1);
    }

    @Test
    void applicationWithoutTheFilterIsNotChanged() throws Exception {
        standard.add("login", this);
        assertThat(TyrusFilter.removeFrom(standard)).isFalse();
        assertThat(standard.filters()).containsExactly("login");
    }

    @Test
    void otherReleaseOfTheServerIsReported() {
        assertThatThrownBy(() -> TyrusFilter.removeFrom(List.of())).isInstanceOf(ReflectiveOperationException.class);
    }

    @Test
    void contextsOfOtherServersAreLeftAlone() {
        for (Mark mark : Mark.values()) {
            assertThat(TyrusFilter.remove(new FakeContext(mark).context)).isFalse();
        }
    }
}
