package io.hawser.examples.undertow;

import io.hawser.examples.server.ServletServerContract;

class UndertowServerTest extends ServletServerContract {

    UndertowServerTest() {
        super(new UndertowServer());
    }
}
