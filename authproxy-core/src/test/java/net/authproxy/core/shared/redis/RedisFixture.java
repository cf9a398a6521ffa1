package net.authproxy.core.shared.redis;

import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.RedisExtension;

/** Clients of the tests' Redis. */
public final class RedisFixture {

    private RedisFixture() {}

    public static RedisAccess access(RedisExtension redis) {
        return RedisAccess.to(endpoint(redis));
    }

    public static RedisEndpoint endpoint(RedisExtension redis) {
        return RedisEndpoint.of(redis.host(), redis.port(), SecretString.of(redis.password()));
    }
}
