package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a credential that its service no longer takes: after three refusals in a row, each with the newest token there
 * is, the connection is unhealthy, until a call gets through (contract 7.1). Counts in memory, for this process; told by
 * event loops, so what has to be written is written elsewhere.
 */
class CredentialWatch implements AutoCloseable {

    static final String REASON = "credential_rejected";

    private static final Logger log = LoggerFactory.getLogger(CredentialWatch.class);

    private static final int ENOUGH = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int SUCCESS = 200;
    private static final int CLIENT_ERROR = 400;
    private static final int WATCHED = 100_000;
    private static final Duration MEMORY = Duration.ofDays(1);

    private final ConnectionStore connections;
    private final ConcurrentMap<String, Integer> refusals = Caffeine.newBuilder()
            .maximumSize(WATCHED)
            .expireAfterAccess(MEMORY)
            .<String, Integer>build()
            .asMap();
    private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("credential-watch-", 0).factory());

    CredentialWatch(ConnectionStore connections) {
        this.connections = connections;
    }

    /** Hears how a call ended. Never blocks. */
    void note(ProxiedConnection connection, int status) {
        if (status == 0 || connection.isOpen()) {
            return;
        }
        if (status == UNAUTHORIZED) {
            refused(connection.connection());
        } else {
            answered(connection.connection(), status);
        }
    }

    private void refused(Connection connection) {
        if (connection.health() != ConnectionHealth.UNHEALTHY
                && refusals.merge(connection.id(), 1, Integer::sum) >= ENOUGH) {
            refusals.remove(connection.id());
            write(connection.id(), () -> connections.noteUnhealthy(connection.id(), REASON));
        }
    }

    private void answered(Connection connection, int status) {
        if (!refusals.isEmpty()) {
            refusals.remove(connection.id());
        }
        if (status >= SUCCESS && status < CLIENT_ERROR && REASON.equals(connection.healthReason())) {
            write(connection.id(), () -> connections.heal(connection.id(), Set.of(REASON)));
        }
    }

    private void write(String id, Runnable change) {
        if (beingWritten.add(id)) {
            threads.execute(() -> {
                try {
                    change.run();
                } catch (RuntimeException e) {
                    // Not lost: the calls that follow count anew.
                    log.warn("reason=health_not_written connection={}", id, e);
                } finally {
                    beingWritten.remove(id);
                }
            });
        }
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        threads.close();
    }
}
