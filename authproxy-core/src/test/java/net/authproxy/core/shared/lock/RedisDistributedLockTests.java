package net.authproxy.core.shared.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisDistributedLockTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
    private final RedisAccess access = RedisFixture.access(redis);
    private final DistributedLock lock = new RedisDistributedLock(access, RedisTime.of(clock));

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void givesTheLockToOneOnly() {
        Optional<Lease> first = lock.tryAcquire("a", LEASE);

        assertThat(first).isPresent();
        assertThat(lock.tryAcquire("a", LEASE)).isEmpty();
        assertThat(lock.tryAcquire("b", LEASE)).isPresent();
    }

    @Test
    void givesTheLockToOneOfManyAtOnce() throws Exception {
        DistributedLock real = new RedisDistributedLock(access, RedisTime.server());
        List<Callable<Optional<Lease>>> contenders = Stream.<Callable<Optional<Lease>>>generate(
                        () -> () -> real.tryAcquire("crowd", LEASE))
                .limit(50)
                .toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            long winners = 0;
            for (var contender : threads.invokeAll(contenders)) {
                winners += contender.get().isPresent() ? 1 : 0;
            }

            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void isFreeAgainAfterRelease() {
        try (Lease held = lock.tryAcquire("a", LEASE).orElseThrow()) {
            assertThat(held.name()).isEqualTo("a");
        }

        assertThat(lock.tryAcquire("a", LEASE)).isPresent();
    }

    @Test
    void isFreeAgainWhenTheLeaseHasRunOut() {
        lock.tryAcquire("a", LEASE).orElseThrow();
        clock.advance(LEASE);

        assertThat(lock.tryAcquire("a", LEASE)).isPresent();
    }

    @Test
    void aRenewedLeaseLastsLonger() {
        Lease held = lock.tryAcquire("a", LEASE).orElseThrow();
        clock.advance(Duration.ofSeconds(20));
        assertThat(held.renew(LEASE)).isTrue();
        clock.advance(Duration.ofSeconds(20));

        assertThat(lock.tryAcquire("a", LEASE)).isEmpty();
    }

    @Test
    void aStaleHolderCanNeitherRenewNorRelease() {
        Lease stale = lock.tryAcquire("a", LEASE).orElseThrow();
        clock.advance(LEASE);
        Lease current = lock.tryAcquire("a", LEASE).orElseThrow();

        assertThat(stale.renew(LEASE)).isFalse();
        stale.release();

        assertThat(current.renew(LEASE)).isTrue();
        assertThat(lock.tryAcquire("a", LEASE)).isEmpty();
    }

    @Test
    void anExpiredLeaseCannotBeRenewed() {
        Lease stale = lock.tryAcquire("a", LEASE).orElseThrow();
        clock.advance(LEASE);

        assertThat(stale.renew(LEASE)).isFalse();
    }

    @Test
    void fencingNumbersGrowAlsoWhenRedisLosesEverything() {
        long first = lock.tryAcquire("a", LEASE).orElseThrow().fence();
        clock.advance(LEASE);
        long second = lock.tryAcquire("a", LEASE).orElseThrow().fence();
        redis.flush();
        clock.advance(Duration.ofMillis(1));
        long third = lock.tryAcquire("a", LEASE).orElseThrow().fence();

        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void fencingNumbersGrowWhenTheClockGoesBack() {
        Lease first = lock.tryAcquire("a", LEASE).orElseThrow();
        first.release();
        clock.advance(Duration.ofHours(-1));

        assertThat(lock.tryAcquire("a", LEASE).orElseThrow().fence()).isGreaterThan(first.fence());
    }

    @Test
    void refusesALeaseOfNoTime() {
        assertThatThrownBy(() -> lock.tryAcquire("a", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
