package net.authproxy.core.shared.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import net.authproxy.core.shared.redis.RedisTime;

/**
 * Locks in Redis, one hash {@code authproxy:lock:<name>} each, with leases by the server's clock. The fencing number
 * starts at the time in microseconds, so that it goes on growing when Redis has lost everything.
 */
public final class RedisDistributedLock implements DistributedLock {

    private static final RedisScript ACQUIRE = RedisScript.of(RedisDistributedLock.class, "acquire.lua");
    private static final RedisScript RENEW = RedisScript.of(RedisDistributedLock.class, "renew.lua");
    private static final RedisScript RELEASE = RedisScript.of(RedisDistributedLock.class, "release.lua");

    private final RedisAccess redis;
    private final RedisTime time;

    public RedisDistributedLock(RedisAccess redis, RedisTime time) {
        this.redis = redis;
        this.time = time;
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Duration lease) {
        String owner = UUID.randomUUID().toString();
        String fence = redis.runForText(ACQUIRE, key(name), time.argument(), owner, millis(lease));
        return fence.isEmpty() ? Optional.empty() : Optional.of(new Held(name, owner, Long.parseLong(fence)));
    }

    private static String key(String name) {
        return "authproxy:lock:" + name;
    }

    private static String millis(Duration lease) {
        if (lease.toMillis() <= 0) {
            throw new IllegalArgumentException("a lease lasts at least a millisecond, not " + lease);
        }
        return Long.toString(lease.toMillis());
    }

    private final class Held implements Lease {

        private final String name;
        private final String owner;
        private final long fence;

        Held(String name, String owner, long fence) {
            this.name = name;
            this.owner = owner;
            this.fence = fence;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long fence() {
            return fence;
        }

        @Override
        public boolean renew(Duration lease) {
            return redis.runForNumber(RENEW, key(name), time.argument(), owner, millis(lease)) == 1;
        }

        @Override
        public void release() {
            redis.runForNumber(RELEASE, key(name), owner);
        }
    }
}
