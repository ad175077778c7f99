package io.hawser.examples.tomcat;

import io.hawser.examples.server.ServletServerContract;

class TomcatServerTest extends ServletServerContract {

    TomcatServerTest() {
        super(new TomcatServer());
    }
}
