package net.authproxy.core.shared.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between processes that may be lost: nudges and cache drops, never work that must happen. A message goes to
 * every process, the sender included. Every second the process sends itself a heartbeat; a cache may trust an old entry
 * only while {@link #isFresh()} (contract 11.2), and drops all on a gap, because messages may have been lost then.
 *
 * <p>Subscribers run one after the other, in order of arrival, on one thread of the notifier; they must be short.
 */
public final class Notifier implements AutoCloseable {

    /** Silence after which old cache entries are no longer trusted; less than the 5 s that the contract allows. */
    static final Duration FRESH = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final String CHANNEL = "authproxy:notify:";
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration DEAD = Duration.ofSeconds(5);

    private final RedisAccess redis;
    private final LongSupplier nanoTime;
    private final String heartbeat = CHANNEL + "heartbeat-" + UUID.randomUUID();
    private final Map<String, List<Consumer<String>>> subscribers = new ConcurrentHashMap<>();
    private final List<Runnable> gapListeners = new CopyOnWriteArrayList<>();
    private final ExecutorService deliveries = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("notifier-", 0).factory());
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("notifier-beat").factory());
    private volatile @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile boolean heard;
    private volatile long heardAt;
    private long openedAt;

    /** A notifier that waits by the machine's monotonic clock. */
    public Notifier(RedisAccess redis) {
        this(redis, System::nanoTime);
    }

    Notifier(RedisAccess redis, LongSupplier nanoTime) {
        this.redis = redis;
        this.nanoTime = nanoTime;
    }

    /** Connects and starts the heartbeat; when Redis is away it keeps trying. */
    public void start() {
        beat();
        var unused = beats.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Calls the subscriber with the payload of every message on the topic. Subscribe before loading what the messages
     * invalidate.
     */
    public void subscribe(String topic, Consumer<String> subscriber) {
        String channel = CHANNEL + topic;
        subscribers
                .computeIfAbsent(channel, any -> new CopyOnWriteArrayList<>())
                .add(subscriber);
        StatefulRedisPubSubConnection<String, String> open = connection;
        if (open != null) {
            subscribe(open, channel);
        }
    }

    /** Calls the listener after every (re)connect, when messages may have been lost. */
    public void onGap(Runnable listener) {
        gapListeners.add(listener);
    }

    /**
     * Sends a message to all processes.
     *
     * @param payload names what changed; no secrets
     * @throws AuthProxyException {@code unavailable} when Redis is away
     */
    public void publish(String topic, String payload) {
        redis.call(commands -> commands.publish(CHANNEL + topic, payload));
    }

    /** Whether messages flow: what was sent up to 3 s ago has been delivered. */
    public boolean isFresh() {
        return silence().compareTo(FRESH) < 0;
    }

    /** Time since the sending of the newest heartbeat that came back; very long when none ever did. */
    public Duration silence() {
        return heard ? Duration.ofNanos(nanoTime.getAsLong() - heardAt) : Duration.ofDays(365);
    }

    @Override
    public void close() {
        beats.shutdownNow();
        deliveries.shutdownNow();
        drop();
    }

    private void beat() {
        try {
            if (connection != null && isDead()) {
                LOG.warn(
                        "no messages from Redis: subscribing anew silence_ms={}",
                        silence().toMillis());
                drop();
            }
            if (connection == null) {
                open();
            }
            redis.call(commands -> commands.publish(heartbeat, Long.toString(nanoTime.getAsLong())));
        } catch (AuthProxyException away) {
            LOG.debug("heartbeat not sent", away);
        }
    }

    /** A subscription cut without a reset looks open for ever. */
    private boolean isDead() {
        return silence().compareTo(DEAD) > 0 && nanoTime.getAsLong() - openedAt > DEAD.toNanos();
    }

    private void open() {
        StatefulRedisPubSubConnection<String, String> opened = redis.openForMessages();
        opened.addListener(new Receiver());
        openedAt = nanoTime.getAsLong();
        connection = opened;
        String[] channels = Stream.concat(Stream.of(heartbeat), subscribers.keySet().stream())
                .toArray(String[]::new);
        // One command for all: after the answer for the heartbeat no topic is missing.
        subscribe(opened, channels);
    }

    private void subscribe(StatefulRedisPubSubConnection<String, String> open, String... channels) {
        try {
            redis.guard(() -> open.sync().subscribe(channels));
        } catch (AuthProxyException away) {
            // The next beat opens a connection with all topics.
            LOG.debug("not subscribed", away);
            drop();
        }
    }

    private void drop() {
        StatefulRedisPubSubConnection<String, String> open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void deliver(Runnable delivery) {
        try {
            deliveries.execute(() -> {
                try {
                    delivery.run();
                } catch (RuntimeException problem) {
                    LOG.error("a subscriber failed", problem);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("message after close", closed);
        }
    }

    private void hear(String sentAt) {
        heardAt = Long.parseLong(sentAt);
        heard = true;
    }

    private final class Receiver extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String channel, String payload) {
            if (channel.equals(heartbeat)) {
                // Through the same line as the messages, so that a late subscriber counts as silence.
                deliver(() -> hear(payload));
                return;
            }
            for (Consumer<String> subscriber : subscribers.getOrDefault(channel, List.of())) {
                deliver(() -> subscriber.accept(payload));
            }
        }

        @Override
        public void subscribed(String channel, long count) {
            if (channel.equals(heartbeat)) {
                gapListeners.forEach(Notifier.this::deliver);
            }
        }
    }
}
