package net.authproxy.core.shared.redis;

import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis answers and how to log in.
 *
 * @param username absent: the default user
 * @param password absent: no login
 * @param db number of the logical database
 * @param protocol RESP version, 2 or 3
 */
public record RedisEndpoint(
        String host,
        int port,
        @Nullable String username,
        @Nullable SecretString password,
        int db,
        boolean tls,
        int protocol) {

    public RedisEndpoint {
        if (protocol != 2 && protocol != 3) {
            throw new IllegalArgumentException("the Redis protocol is 2 or 3, not " + protocol);
        }
    }

    /** The default user, database 0, without TLS. */
    public static RedisEndpoint of(String host, int port, SecretString password) {
        return new RedisEndpoint(host, port, null, password, 0, false, 3);
    }
}
