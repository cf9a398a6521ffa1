package net.authproxy.gateway;

import java.util.Map;

/** What the health routes report (contract 2.2). Implemented by each service; the values are true to state. */
public interface HealthSource {

    /** Started, migrated, keys synced, database and Redis reachable, and not draining. From memory: never blocks. */
    boolean ready();

    /** The checks of {@code /healthz}; may block for up to one second and runs off the event loop. */
    Report check();

    /** Prometheus text of {@code /metrics}; runs off the event loop. */
    String scrape();

    /**
     * Outcome of the checks.
     *
     * @param ok whether the service is healthy as a whole
     * @param checks name to state, in the order they are shown: {@code db}, {@code redis}, {@code logStorage}, ..
     */
    record Report(boolean ok, Map<String, Boolean> checks) {}
}
