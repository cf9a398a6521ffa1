package net.authproxy.core.oauth2;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Wakes whoever waits for a connection's refresh. A message of another process only shortens the wait: without it the
 * waiter looks again by itself (contract 8.4).
 */
class Nudges {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final ConcurrentHashMap<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** Waits for a nudge, or a quarter of a second. */
    void await(String connectionId) {
        await(waiting.computeIfAbsent(connectionId, id -> new CompletableFuture<>()), LOOK_AGAIN);
    }

    void wake(String connectionId) {
        CompletableFuture<Void> nudge = waiting.remove(connectionId);
        if (nudge != null) {
            nudge.complete(null);
        }
    }

    /** Lets some time pass. */
    void pause(Duration time) {
        await(new CompletableFuture<>(), time);
    }

    private static void await(CompletableFuture<Void> nudge, Duration time) {
        try {
            nudge.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a refresh was waited for", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
