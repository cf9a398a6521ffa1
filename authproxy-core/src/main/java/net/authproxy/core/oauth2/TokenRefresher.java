package net.authproxy.core.oauth2;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews tokens. A refresh belongs to nobody's request (security D6): it runs on a thread of its own, once for all who want
 * it, and goes on when they have left.
 */
public class TokenRefresher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TokenRefresher.class);

    private final RefreshRun run;
    private final Nudges nudges;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Key, CompletableFuture<RefreshOutcome>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("token-refresh-", 0).factory());

    TokenRefresher(RefreshRun run, Nudges nudges, Changes changes, MeterRegistry meters) {
        this.run = run;
        this.nudges = nudges;
        this.meters = meters;
        changes.listen(ChangeTopic.CONNECTION, this::wake);
    }

    private record Key(String connectionId, int fromVersion) {}

    private void wake(String connectionId) {
        nudges.wake(connectionId);
    }

    /**
     * A token newer than {@code fromVersion}, or why there is none. The caller may be interrupted or stop waiting; the
     * refresh goes on.
     *
     * @param patience longest wait; then the outcome is {@link RefreshOutcome.Later}
     */
    public RefreshOutcome refresh(String connectionId, int fromVersion, Duration patience) {
        CompletableFuture<RefreshOutcome> outcome = begin(connectionId, fromVersion);
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new RefreshOutcome.Later("refresh_in_progress", Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RefreshOutcome.Later("refresh_in_progress", Duration.ofSeconds(1));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Begins a refresh, or joins the one that runs. */
    CompletableFuture<RefreshOutcome> begin(String connectionId, int fromVersion) {
        Key key = new Key(connectionId, fromVersion);
        CompletableFuture<RefreshOutcome> fresh = new CompletableFuture<>();
        CompletableFuture<RefreshOutcome> present = running.putIfAbsent(key, fresh);
        if (present != null) {
            return present;
        }
        threads.execute(() -> {
            try {
                RefreshOutcome outcome = run.run(connectionId, fromVersion);
                count(outcome);
                running.remove(key);
                fresh.complete(outcome);
            } catch (Throwable e) {
                // Whatever it was: who waits must hear of it, and the next one must be able to begin anew.
                log.warn("reason=refresh_broke_off connection={} cause={}", connectionId, SafeCause.of(e));
                meters.counter("authproxy.token.refresh", "result", "error").increment();
                running.remove(key);
                fresh.completeExceptionally(e);
            }
        });
        return fresh;
    }

    private void count(RefreshOutcome outcome) {
        String result = switch (outcome) {
            case RefreshOutcome.Renewed renewed -> "renewed";
            case RefreshOutcome.NeedsReauth reauth -> "needs_reauth";
            case RefreshOutcome.ClientRejected rejected -> "client_rejected";
            case RefreshOutcome.Later later -> "transient";
        };
        meters.counter("authproxy.token.refresh", "result", result).increment();
    }

    /** Waits for those under way, so that no answer is lost by a regular stop. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(25, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
