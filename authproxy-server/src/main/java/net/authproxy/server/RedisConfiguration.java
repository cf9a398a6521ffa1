package net.authproxy.server;

import java.security.SecureRandom;
import java.util.Optional;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.shared.cache.ChangeTransport;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.lock.RedisDistributedLock;
import net.authproxy.core.shared.redis.EmbeddedRedis;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.redis.RedisSettings;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.task.RedisScheduleStore;
import net.authproxy.core.shared.task.RedisTaskControl;
import net.authproxy.core.shared.task.RedisTaskMonitor;
import net.authproxy.core.shared.task.RedisTaskQueue;
import net.authproxy.core.shared.task.ScheduleStore;
import net.authproxy.core.shared.task.TaskControl;
import net.authproxy.core.shared.task.TaskMonitor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Redis and what stands on it: messages, locks, the task queue. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /** The server in this process's care, when the settings ask for one. */
    record OwnRedis(Optional<EmbeddedRedis> server) implements AutoCloseable {

        @Override
        public void close() {
            server.ifPresent(EmbeddedRedis::close);
        }
    }

    @Bean(destroyMethod = "close")
    OwnRedis ownRedis(Settings settings, SecureRandom random) {
        return new OwnRedis(
                settings.get(RedisSettings.class) instanceof RedisSettings.Embedded
                        ? Optional.of(EmbeddedRedis.start(random))
                        : Optional.empty());
    }

    @Bean(destroyMethod = "close")
    RedisAccess redisAccess(Settings settings, OwnRedis own) {
        return RedisAccess.to(
                switch (settings.get(RedisSettings.class)) {
                    case RedisSettings.Embedded embedded ->
                        own.server().orElseThrow().endpoint();
                    case RedisSettings.Server server -> endpoint(settings, server);
                });
    }

    private static RedisEndpoint endpoint(Settings settings, RedisSettings.Server server) {
        return new RedisEndpoint(
                server.host(),
                server.port(),
                server.username(),
                server.password() == null ? null : settings.values().text(server.password()),
                server.db(),
                server.tls(),
                server.protocol());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Notifier notifier(RedisAccess redis) {
        return new Notifier(redis);
    }

    @Bean
    Changes changes(Notifier notifier) {
        return new Changes(new NotifierTransport(notifier));
    }

    @Bean
    RedisTime redisTime() {
        return RedisTime.server();
    }

    @Bean
    DistributedLock distributedLock(RedisAccess redis, RedisTime time) {
        return new RedisDistributedLock(redis, time);
    }

    @Bean
    RedisTaskQueue taskQueue(
            RedisAccess redis, RedisTime time, FieldCipher cipher, IdGenerator ids, SecureRandom random) {
        return new RedisTaskQueue(redis, time, new TaskPayloadCipher(cipher), ids, random);
    }

    @Bean
    ScheduleStore scheduleStore(RedisAccess redis, RedisTime time, RedisTaskQueue queue) {
        return new RedisScheduleStore(redis, time, queue);
    }

    @Bean
    TaskMonitor taskMonitor(RedisAccess redis, RedisTime time, RedisTaskQueue queue) {
        return new RedisTaskMonitor(redis, time, queue);
    }

    @Bean
    TaskControl taskControl(RedisAccess redis, RedisTime time) {
        return new RedisTaskControl(redis, time);
    }

    private record NotifierTransport(Notifier notifier) implements ChangeTransport {

        @Override
        public void publish(String topic, String payload) {
            notifier.publish(topic, payload);
        }

        @Override
        public void subscribe(String topic, java.util.function.Consumer<String> listener) {
            notifier.subscribe(topic, listener);
        }

        @Override
        public void onGap(Runnable listener) {
            notifier.onGap(listener);
        }

        @Override
        public boolean flows() {
            return notifier.isFresh();
        }
    }
}
