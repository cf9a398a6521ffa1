package net.authproxy.core.shared.resource;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes identifiers: 48-bit milliseconds then random, or all random where guessing matters (contract 1.4). Thread-safe. */
public final class IdGenerator {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int CHARACTERS = 26;
    private static final long TIME_MASK = 0xFFFF_FFFF_FFFFL;

    private static final int BUFFER = 8192;

    private final Clock clock;
    private final SecureRandom random;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteBuffer left = ByteBuffer.wrap(buffer).limit(0);

    public IdGenerator(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new identifier of that kind. */
    public ResourceId next(IdType type) {
        return new ResourceId(type, nextText(type));
    }

    /** The same as text, for the hot path. */
    public String nextText(IdType type) {
        long high;
        long low;
        // One call of the system's generator per id costs more than the rest of a warm proxied call's bookkeeping.
        synchronized (left) {
            if (left.remaining() < 2 * Long.BYTES) {
                random.nextBytes(buffer);
                left.clear();
            }
            high = left.getLong();
            low = left.getLong();
        }
        if (!type.random()) {
            high = ((clock.millis() & TIME_MASK) << 16) | (high & 0xFFFFL);
        }
        return type.prefix() + encode(high, low);
    }

    private static String encode(long high, long low) {
        char[] out = new char[CHARACTERS];
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            out[i] = ALPHABET[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(out);
    }
}
