package net.authproxy.core.shared.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache whose entries live until a change message drops them; while messages do not flow, no entry older than
 * five seconds is used. Reading it neither blocks nor locks.
 *
 * @param <K> key with equals and hashCode
 * @param <V> immutable value
 */
public final class FreshCache<K, V> {

    private static final long MAX_AGE_WITHOUT_MESSAGES = Duration.ofSeconds(5).toNanos();

    private final Cache<K, Entry<V>> entries;
    private final Changes changes;
    private final Ticker ticker;
    private final AtomicLong generation = new AtomicLong();

    /**
     * Makes a cache.
     *
     * @param size most entries
     * @param age longest life of an entry, whatever happens
     */
    public FreshCache(long size, Duration age, Changes changes, Ticker ticker) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(age)
                .ticker(ticker)
                .build();
        this.changes = changes;
        this.ticker = ticker;
        changes.listenForGaps(this::clear);
    }

    /** The entry, if it may still be used; else null. */
    public @Nullable V get(K key) {
        Entry<V> entry = entries.getIfPresent(key);
        if (entry == null || !entry.confirmed) {
            return null;
        }
        return changes.flow() || ticker.read() - entry.loadedAt < MAX_AGE_WITHOUT_MESSAGES ? entry.value : null;
    }

    /**
     * Loads the value and keeps it, unless something was dropped meanwhile: then what was read may be older than the
     * change. A null is not kept.
     */
    public @Nullable V load(K key, Function<K, @Nullable V> loader) {
        long before = generation.get();
        long loadedAt = ticker.read();
        V value = loader.apply(key);
        if (value != null && generation.get() == before) {
            Entry<V> entry = new Entry<>(value, loadedAt);
            entries.put(key, entry);
            // Nobody gets it before this: a drop since then did not find it, and one from now on does.
            if (generation.get() == before) {
                entry.confirmed = true;
            } else {
                entries.asMap().remove(key, entry);
            }
        }
        return value;
    }

    /** Drops one entry. */
    public void drop(K key) {
        generation.incrementAndGet();
        entries.invalidate(key);
    }

    /** Drops every entry that the condition names. */
    public void dropIf(BiPredicate<K, V> condition) {
        generation.incrementAndGet();
        entries.asMap().entrySet().removeIf(e -> condition.test(e.getKey(), e.getValue().value));
    }

    /** Drops everything. */
    public void clear() {
        generation.incrementAndGet();
        entries.invalidateAll();
    }

    private static final class Entry<V> {

        private final V value;
        private final long loadedAt;
        private volatile boolean confirmed;

        private Entry(V value, long loadedAt) {
            this.value = value;
            this.loadedAt = loadedAt;
        }
    }
}
