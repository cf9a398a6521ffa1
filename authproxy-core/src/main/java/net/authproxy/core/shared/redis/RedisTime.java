package net.authproxy.core.shared.redis;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The time that leases and delays are measured by. In a process it is the server's own, so that clocks of processes may
 * differ (security R5); a test moves its own clock instead.
 */
public final class RedisTime {

    private static final RedisTime SERVER = new RedisTime(null);

    private final @Nullable Clock clock;

    private RedisTime(@Nullable Clock clock) {
        this.clock = clock;
    }

    /** The clock of the Redis server. */
    public static RedisTime server() {
        return SERVER;
    }

    /** A clock of this process, for tests. */
    public static RedisTime of(Clock clock) {
        return new RedisTime(clock);
    }

    /** The argument for scripts: milliseconds since the epoch, or empty when the script asks the server. */
    public String argument() {
        return clock == null ? "" : Long.toString(clock.millis());
    }
}
