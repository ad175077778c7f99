package io.hawser.examples.jetty;

import io.hawser.examples.server.ServletServerContract;

class JettyServerTest extends ServletServerContract {

    JettyServerTest() {
        super(new JettyServer());
    }
}
