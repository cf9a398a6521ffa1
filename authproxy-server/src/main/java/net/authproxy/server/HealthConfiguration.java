package net.authproxy.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.storage.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The truth about this process (contract 2.2). */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean(destroyMethod = "close")
    ProcessHealth processHealth(
            Database mainDatabase,
            RequestLogBeans.LogDatabase log,
            RedisAccess redis,
            EncryptionService encryption,
            PrometheusMeterRegistry meters) {
        return new ProcessHealth(mainDatabase, log.database(), redis, encryption, meters);
    }
}
