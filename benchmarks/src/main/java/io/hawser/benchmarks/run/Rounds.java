package io.hawser.benchmarks.run;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Load;
import io.hawser.benchmarks.load.LoadException;
import io.hawser.benchmarks.load.Measurement;
import io.hawser.benchmarks.load.Pace;
import io.hawser.benchmarks.load.Workload;
import io.hawser.benchmarks.result.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures all in turn, and again, so that what disturbs the machine for a while disturbs all alike. Only one of them
 * runs at a time.
 */
final class Rounds {

    private final Plan plan;
    private final Launcher launcher;
    private final Consumer<Result> results;

    Rounds(Plan plan, Launcher launcher, Consumer<Result> results) {
        this.plan = plan;
        this.launcher = launcher;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Contestant contestant : plan.contestants()) {
                if (contestant.run() == Contestant.Run.CLIENT) {
                    measureClient(round, contestant);
                } else {
                    measureServer(round, contestant);
                }
            }
        }
    }

    private List<Workload> workloads(Contestant contestant) {
        return plan.workloads().stream()
                .filter(workload -> contestant.run() == Contestant.Run.CLIENT
                        ? Plan.CLIENTS_WORKLOADS.contains(workload.name())
                        : !contestant.onlyEchoes()
                                || workload.shape() != Workload.Shape.BROADCAST && !workload.deflate())
                .toList();
    }

    private void measureServer(int round, Contestant contestant) throws IOException, InterruptedException {
        Child server = null;
        int port = 0;
        try {
            for (Workload workload : workloads(contestant)) {
                Duration warm = plan.warm();
                if (server == null) {
                    server = launcher.server(contestant);
                    port = port(server);
                    warm = plan.firstWarm();
                }
                Result result = measure(round, contestant, workload, port, warm, server);
                results.accept(result);
                if (result.failure() != null) {
                    // Whatever is left of it would disturb the next load.
                    server.close();
                    server = null;
                }
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    private Result measure(int round, Contestant contestant, Workload workload, int port, Duration warm, Child server) {
        try {
            Pace pace = new Pace(warm, plan.measured(), plan.maxMessages());
            return new Result(
                    round, contestant, workload.name(), Load.measure(workload, port, pace, server::cpu), null);
        } catch (LoadException e) {
            return new Result(round, contestant, workload.name(), null, e.getMessage());
        } catch (IOException e) {
            return new Result(round, contestant, workload.name(), null, e.toString());
        }
    }

    private void measureClient(int round, Contestant contestant) throws IOException, InterruptedException {
        for (Workload workload : workloads(contestant)) {
            try (Child server = launcher.serverForClients()) {
                Duration all = plan.firstWarm().plus(plan.measured());
                try (Child client =
                        launcher.client(contestant, workload, port(server), plan.firstWarm(), plan.measured())) {
                    results.accept(result(round, contestant, workload, client, all));
                }
            }
        }
    }

    private static Result result(int round, Contestant contestant, Workload workload, Child client, Duration all)
            throws InterruptedException {
        try {
            String[] words = client.words("measured", all);
            long messages = Long.parseLong(words[0]);
            if (messages == 0) {
                return new Result(round, contestant, workload.name(), null, "nothing came back");
            }
            Duration time = nanos(words[1]);
            return new Result(
                    round,
                    contestant,
                    workload.name(),
                    new Measurement(messages, time, nanos(words[2]), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    null);
        } catch (IOException e) {
            return new Result(round, contestant, workload.name(), null, e.getMessage());
        }
    }

    private static Duration nanos(String word) {
        return Duration.ofNanos(Long.parseLong(word));
    }

    private static int port(Child server) throws IOException, InterruptedException {
        return Integer.parseInt(server.words("ready", Duration.ZERO)[0]);
    }
}
