package net.authproxy.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.audit.AuditSealer;
import net.authproxy.core.audit.BrokenChainException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.lock.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals audit rows within a second (contract 10.5). The lock only spares other workers the work and ends by itself when
 * its holder dies; that the chain has no fork is the database's doing, so it goes on while Redis is away.
 */
public final class AuditSealing {

    private static final Logger log = LoggerFactory.getLogger(AuditSealing.class);
    private static final String LOCK = "audit:sealer";
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration ALARM = Duration.ofSeconds(60);

    private final AuditSealer sealer;
    private final DistributedLock locks;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-sealing").factory());
    private volatile Duration oldest = Duration.ZERO;
    private long alarmedAt;

    AuditSealing(AuditSealer sealer, DistributedLock locks, MeterRegistry meters) {
        this.sealer = sealer;
        this.locks = locks;
        Gauge.builder("authproxy_audit_oldest_unsealed_seconds", this, sealing -> sealing.oldest.toMillis() / 1000.0)
                .description("age of the oldest audit row that is not in the chain; an alarm from 60 on")
                .register(meters);
    }

    void start() {
        var unused = rounds.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        rounds.shutdownNow();
    }

    private void round() {
        try {
            oldest = sealer.oldestWaiting();
            if (!oldest.isZero()) {
                sealAlone();
            }
            if (oldest.compareTo(ALARM) > 0) {
                alarm("audit_rows_unsealed", null);
            }
        } catch (BrokenChainException e) {
            alarm("audit_chain_broken", e);
        } catch (RuntimeException e) {
            // A database that is away ends this round only; an exception would end all further ones.
            alarm("audit_sealing_failed", e);
        }
    }

    private void sealAlone() {
        Optional<Lease> lease;
        try {
            lease = locks.tryAcquire(LOCK, LEASE);
        } catch (AuthProxyException e) {
            sealAll(null);
            return;
        }
        if (lease.isPresent()) {
            try (Lease held = lease.get()) {
                sealAll(held);
            }
        }
    }

    private void sealAll(@Nullable Lease lease) {
        boolean more = true;
        while (more) {
            more = sealer.seal() > 0 && !Thread.currentThread().isInterrupted();
            more = more && (lease == null || lease.renew(LEASE));
        }
    }

    /** At most once a minute, so that a lasting trouble does not fill the log. */
    private void alarm(String reason, @Nullable RuntimeException cause) {
        long now = System.nanoTime();
        if (alarmedAt == 0 || now - alarmedAt > ALARM.toNanos()) {
            alarmedAt = now;
            log.error("reason={} oldest_seconds={}", reason, oldest.toSeconds(), cause);
        }
    }
}
