package net.authproxy.core.idempotency;

import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.shared.redis.RedisAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires idempotent requests. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

    @Bean
    IdempotentRequests idempotentRequests(RedisAccess redis, FieldCipher cipher) {
        return new IdempotentRequests(redis, cipher);
    }
}
