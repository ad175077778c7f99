package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ibm.ws.webcontainer31.upgrade.UpgradedWebConnectionImpl;
import io.hawser.servlet.FakeConnection;
import io.hawser.servlet.FakeConnection.Kind;
import io.hawser.servlet.FakeServer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LibertyConnectionTest {

    @Test
    void connectionEndsWithItsClose() {
        UpgradedWebConnectionImpl web = new UpgradedWebConnectionImpl();
        web.close();
        assertThat(web.hasEnded()).isFalse();
        LibertyConnection.endWithClose(web);
        web.close();
        assertThat(web.hasEnded()).isTrue();
    }

    @Test
    void connectionOfAnotherServerIsLeftAlone() throws Exception {
        try (FakeServer server = new FakeServer(Kind.LIBERTY, new Random(1))) {
            FakeConnection connection = server.connection();
            assertThatCode(() -> LibertyConnection.endWithClose(connection)).doesNotThrowAnyException();
        }
    }
}
