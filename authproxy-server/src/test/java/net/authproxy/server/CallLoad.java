package net.authproxy.server;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Proxied calls without end, over api and public in turn; a service that is away just then costs nothing. */
final class CallLoad implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final long PAUSE_MICROS = 20_000;

    private final ProcessStage stage;
    private final Map<Service, ServerInstance> running;
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private volatile List<String> connections = List.of();
    private volatile boolean ended;

    CallLoad(ProcessStage stage, Map<Service, ServerInstance> running) {
        this.stage = stage;
        this.running = running;
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            threads.execute(() -> run(new Random(number), number % 2 == 0 ? Service.API : Service.PUBLIC));
        }
    }

    /** These from now on. */
    void call(List<String> others) {
        connections = List.copyOf(others);
    }

    private void run(Random random, Service service) {
        while (!ended) {
            List<String> known = connections;
            if (!known.isEmpty()) {
                try {
                    stage.call(running.get(service), service, known.get(random.nextInt(known.size())));
                } catch (UncheckedIOException killed) {
                    // As a caller would see it; what matters is what the calls leave behind.
                    Thread.onSpinWait();
                }
            }
            LockSupport.parkNanos(
                    Duration.ofNanos(random.nextLong(PAUSE_MICROS) * 1_000).toNanos());
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}
