package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.ListenerSettings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.Validated;

/** Block {@code worker}: background jobs. */
public record WorkerSettings(
        @Doc("Port of health and metrics, the only listener; 0 takes a free one.") @Default("8083") @Range(max = 65_535)
        int healthCheckPort,

        @Doc("Address to listen on: an IP address or localhost.") @Default("0.0.0.0")
        String bindAddress,

        @Doc("Jobs at the same time; 0: four per processor.") @Default("0") @Range(max = 10_000)
        int concurrency,

        @Doc("How often schedules are read again.") @Default("5m")
        Duration cronSyncInterval)
        implements ListenerSettings, Validated {

    private static final int PER_PROCESSOR = 4;

    @Override
    public void validate(Findings findings) {
        ListenerChecks.address(bindAddress, findings);
    }

    /** Jobs at the same time, at least 1. */
    public int effectiveConcurrency() {
        return concurrency == 0 ? PER_PROCESSOR * Runtime.getRuntime().availableProcessors() : concurrency;
    }
}
