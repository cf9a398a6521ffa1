package net.authproxy.core.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotifierTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final RedisAccess access = RedisFixture.access(redis);
    private final AtomicLong extraNanos = new AtomicLong();
    private final Notifier notifier = new Notifier(access, () -> System.nanoTime() + extraNanos.get());

    @AfterEach
    void close() {
        notifier.close();
        access.close();
    }

    @Test
    void deliversToAllProcessesInOrder() {
        try (RedisAccess otherAccess = RedisFixture.access(redis);
                Notifier other = new Notifier(otherAccess)) {
            List<String> here = new CopyOnWriteArrayList<>();
            List<String> there = new CopyOnWriteArrayList<>();
            notifier.subscribe("keys", here::add);
            other.subscribe("keys", there::add);
            notifier.start();
            other.start();

            for (int i = 0; i < 100; i++) {
                notifier.publish("keys", "k" + i);
            }

            await().until(() -> here.size() == 100 && there.size() == 100);
            assertThat(there).startsWith("k0", "k1", "k2").endsWith("k99").isEqualTo(here);
        }
    }

    @Test
    void deliversToASubscriberThatComesAfterTheStart() throws InterruptedException {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        notifier.start();
        notifier.subscribe("late", heard::add);

        notifier.publish("late", "x");

        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void aFailingSubscriberDoesNotStopTheOthers() throws InterruptedException {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        notifier.subscribe("t", payload -> {
            throw new IllegalStateException("on purpose");
        });
        notifier.subscribe("t", heard::add);
        notifier.start();

        notifier.publish("t", "x");

        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void isStaleBeforeTheFirstHeartbeatAndFreshAfterIt() {
        assertThat(notifier.isFresh()).isFalse();

        notifier.start();

        await().until(notifier::isFresh);
        assertThat(notifier.silence()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void isStaleWhenNoHeartbeatCameForThreeSeconds() {
        notifier.start();
        await().until(notifier::isFresh);

        extraNanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(notifier.isFresh()).isFalse();
    }

    @Test
    void reportsAGapAtTheFirstConnectAndAfterEachReconnect() {
        AtomicInteger gaps = new AtomicInteger();
        notifier.onGap(gaps::incrementAndGet);
        notifier.start();
        await().until(() -> gaps.get() == 1);

        redis.command("CLIENT KILL TYPE pubsub");

        await().until(() -> gaps.get() == 2);
    }

    @Test
    void hearsAgainAfterAReconnect() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger gaps = new AtomicInteger();
        notifier.onGap(gaps::incrementAndGet);
        notifier.subscribe("t", heard::add);
        notifier.start();
        redis.command("CLIENT KILL TYPE pubsub");
        await().until(() -> gaps.get() == 2);

        notifier.publish("t", "x");

        await().until(() -> heard.equals(List.of("x")));
    }

    @Test
    void subscribesAnewWhenAConnectionStaysSilent() {
        AtomicInteger gaps = new AtomicInteger();
        notifier.onGap(gaps::incrementAndGet);
        notifier.start();
        await().until(notifier::isFresh);

        extraNanos.addAndGet(Duration.ofSeconds(6).toNanos());

        await().until(() -> gaps.get() == 2 && notifier.isFresh());
    }
}
