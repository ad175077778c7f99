package io.hawser.tck.autobahn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All cases, strictly, with Hawser's server and client. Both runs are in parallel, since each waits a lot. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AutobahnTest {

    private static final Logger LOG = System.getLogger(AutobahnTest.class.getPackageName());
    private static final String SKIP = "hawser.skip.autobahn";
    private static final Peer PEER = Peer.ofThisRun();

    private static FutureTask<Report> server;
    private static FutureTask<Report> client;

    @BeforeAll
    static void begin() {
        assumeFalse(Boolean.getBoolean(SKIP), () -> "skipped by -D" + SKIP + "=true");
        server = begin("Autobahn against the server", AutobahnTest::tryServer);
        if (PEER.hasClient()) {
            client = begin("Autobahn against the client", AutobahnTest::tryClient);
        }
    }

    private static FutureTask<Report> begin(String name, Callable<Report> run) {
        FutureTask<Report> task = new FutureTask<>(run);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static Report tryServer() throws Exception {
        Path reports = reports("server");
        try (Peer.Server tried = PEER.start(reports)) {
            Fuzzer.runClient(reports, PEER.name(), tried.uri());
        }
        return Report.read(reports, PEER.name());
    }

    private static Report tryClient() throws Exception {
        Path reports = reports("client");
        try (Fuzzer fuzzer = Fuzzer.startServer(reports)) {
            URI uri = fuzzer.uri();
            PEER.runClient(reports, uri);
        }
        return Report.read(reports, PEER.name());
    }

    private static Path reports(String role) throws IOException {
        return Fuzzer.reports(PEER.equals(new Peer("hawser")) ? role : PEER.name() + "-" + role);
    }

    @Test
    void everyCasePassesStrictlyWithTheServer() throws Exception {
        check("server", server.get());
    }

    @Test
    void everyCasePassesStrictlyWithTheClient() throws Exception {
        assumeTrue(PEER.hasClient(), () -> PEER.name() + " is tried as a server alone");
        check("client", client.get());
    }

    private static void check(String role, Report report) {
        LOG.log(Level.INFO, () -> "Autobahn, " + PEER.name() + " as " + role + ": " + report.summary());
        assertThat(report.faults())
                .as("Autobahn, %s as %s: %s".formatted(PEER.name(), role, report.summary()))
                .isEmpty();
    }
}
