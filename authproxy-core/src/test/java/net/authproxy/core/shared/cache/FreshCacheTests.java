package net.authproxy.core.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.authproxy.core.fixture.InProcessTransport;
import org.junit.jupiter.api.Test;

class FreshCacheTests {

    private final InProcessTransport transport = new InProcessTransport();
    private final Changes changes = new Changes(transport);
    private final AtomicLong nanos = new AtomicLong();
    private final FreshCache<String, String> cache = new FreshCache<>(100, Duration.ofHours(1), changes, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void keepsWhatWasLoaded() {
        assertThat(cache.get("a")).isNull();

        assertThat(cache.load("a", key -> key + "1")).isEqualTo("a1");

        assertThat(cache.get("a")).isEqualTo("a1");
        assertThat(cache.load("a", key -> key + "2"))
                .as("whoever loads means it")
                .isEqualTo("a2");
        assertThat(cache.get("a")).isEqualTo("a2");
    }

    @Test
    void keepsNeitherNothingNorAFailure() {
        assertThat(cache.load("a", key -> null)).isNull();
        assertThat(cache.get("a")).isNull();

        assertThatThrownBy(() -> cache.load("a", key -> {
                    throw new IllegalStateException("database away");
                }))
                .hasMessage("database away");
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void forgetsAfterItsAgeWhateverHappens() {
        cache.load("a", key -> "1");

        pass(Duration.ofHours(1).minusMillis(1));
        assertThat(cache.get("a")).isEqualTo("1");
        pass(Duration.ofMillis(1));

        assertThat(cache.get("a")).isNull();
    }

    @Test
    void usesNothingOlderThanFiveSecondsWhileMessagesDoNotFlow() {
        cache.load("a", key -> "1");
        transport.interrupt();

        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(cache.get("a")).isEqualTo("1");
        pass(Duration.ofNanos(1));
        assertThat(cache.get("a")).isNull();

        cache.load("a", key -> "2");
        assertThat(cache.get("a")).as("counted from its own load").isEqualTo("2");
    }

    @Test
    void countsTheAgeFromBeforeTheLoad() {
        transport.interrupt();
        cache.load("a", key -> {
            pass(Duration.ofSeconds(4));
            return "1";
        });

        pass(Duration.ofSeconds(1).minusNanos(1));
        assertThat(cache.get("a")).isEqualTo("1");
        pass(Duration.ofNanos(1));
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void dropsEverythingWhenMessagesMayHaveBeenMissed() {
        cache.load("a", key -> "1");
        transport.interrupt();
        transport.resume();

        assertThat(cache.get("a")).isNull();
    }

    @Test
    void dropsWhatIsNamed() {
        IntStream.range(0, 10).forEach(i -> cache.load("k" + i, key -> i % 2 == 0 ? "even" : "odd"));

        cache.drop("k0");
        cache.dropIf((key, value) -> value.equals("odd") && !key.equals("k9"));

        assertThat(IntStream.range(0, 10).mapToObj(i -> "k" + i).filter(key -> cache.get(key) != null))
                .containsExactly("k2", "k4", "k6", "k8", "k9");
        cache.clear();
        assertThat(cache.get("k2")).isNull();
    }

    /** What was read may be older than the change that dropped it. */
    @Test
    void keepsNothingThatWasLoadedWhileSomethingWasDropped() {
        Runnable[] drops = {
            () -> cache.drop("a"),
            () -> cache.dropIf((key, value) -> false),
            cache::clear,
            transport::resume,
            () -> cache.drop("something else")
        };
        for (Runnable drop : drops) {
            assertThat(cache.load("a", key -> {
                        drop.run();
                        return "old";
                    }))
                    .as("the one who asked gets it")
                    .isEqualTo("old");
            assertThat(cache.get("a")).isNull();
        }
    }

    /** A drop at any moment of a load on another thread: afterwards nothing older than it is found. */
    @Test
    void neverServesAValueOlderThanADropThatHasReturned() throws Exception {
        AtomicInteger database = new AtomicInteger();
        AtomicInteger stale = new AtomicInteger();
        FreshCache<String, Integer> counted = new FreshCache<>(100, Duration.ofHours(1), changes, nanos::get);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            CountDownLatch end = new CountDownLatch(1);
            Runnable reader = () -> {
                while (end.getCount() > 0) {
                    counted.load("a", key -> database.get());
                }
            };
            Future<?> first = threads.submit(reader);
            Future<?> second = threads.submit(reader);
            for (int i = 0; i < 200_000; i++) {
                int written = database.incrementAndGet();
                counted.drop("a");
                Integer found = counted.get("a");
                if (found != null && found < written) {
                    stale.incrementAndGet();
                }
            }
            end.countDown();
            first.get();
            second.get();
        }

        assertThat(stale).hasValue(0);
    }

    @Test
    void holdsNoMoreThanItsSize() {
        IntStream.range(0, 10_000).forEach(i -> cache.load("k" + i, key -> "v"));

        await().until(() -> IntStream.range(0, 10_000)
                        .filter(i -> cache.get("k" + i) != null)
                        .count()
                <= 100);
    }

    @Test
    void messagesReachTheOtherProcessAndThisOne() {
        Changes other = new Changes(transport);
        FreshCache<String, String> there = new FreshCache<>(10, Duration.ofHours(1), other, nanos::get);
        other.listen(ChangeTopic.CONNECTION, there::drop);
        changes.listen(ChangeTopic.CONNECTION, cache::drop);
        cache.load("a", key -> "1");
        there.load("a", key -> "1");
        there.load("b", key -> "1");

        changes.announce(ChangeTopic.CONNECTION, "a");

        assertThat(cache.get("a")).isNull();
        assertThat(there.get("a")).isNull();
        assertThat(there.get("b")).isEqualTo("1");

        cache.load("a", key -> "2");
        transport.interrupt();
        changes.announce(ChangeTopic.CONNECTION, "a");
        assertThat(cache.get("a")).as("this process needs no message").isNull();
    }
}
