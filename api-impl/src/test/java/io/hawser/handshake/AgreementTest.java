package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void extensionsDoNotChangeWithTheListTheyCameIn() {
        List<ExtensionOffer> extensions = new ArrayList<>();
        Agreement agreement = new Agreement(Optional.empty(), extensions);
        extensions.add(new ExtensionOffer("a", List.of()));
        assertThat(agreement.extensions()).isEmpty();
    }
}
