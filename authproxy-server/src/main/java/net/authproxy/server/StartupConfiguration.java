package net.authproxy.server;

import java.util.Optional;
import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.audit.AuditTrimmer;
import net.authproxy.core.connector.ConnectorReconciler;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.oauth2.InterruptedRefreshes;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.AuditSettings;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.webhook.DeliveryPurge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The start sequence and what the worker does from time to time, as beans. */
@Configuration(proxyBeanMethods = false)
class StartupConfiguration {

    @Bean
    StartSequence startSequence(
            NamespaceService namespaces,
            EncryptionService encryption,
            ActorSync actors,
            ConnectorReconciler connectors,
            InterruptedRefreshes refreshes,
            Settings settings,
            DistributedLock locks) {
        return new StartSequence(
                namespaces,
                encryption,
                new ConfiguredResources(connectors, settings.get(ConnectorsSettings.class)),
                actors,
                refreshes,
                locks);
    }

    @Bean
    ActorSync actorSync(
            ActorSynchronizer actors, IdentityConfiguration.ConfiguredActors configured, DistributedLock locks) {
        return new ActorSync(actors, configured, locks);
    }

    @Bean
    Schedule actorSyncSchedule(IdentityConfiguration.ConfiguredActors configured) {
        return Schedule.of(NewTask.of(ActorSync.TYPE, "{}").uniqueBy(ActorSync.TYPE.name()), configured::schedule);
    }

    @Bean
    AuditRetention auditRetention(AuditTrimmer trimmer, Settings settings) {
        return new AuditRetention(trimmer, settings.get(AuditSettings.class));
    }

    @Bean
    Schedule auditRetentionSchedule(Settings settings) {
        boolean forEver = settings.get(AuditSettings.class).retention().isZero();
        Optional<Cron> cron = forEver ? Optional.empty() : Optional.of(new Cron(AuditRetention.SCHEDULE));
        return Schedule.of(NewTask.of(AuditRetention.TYPE, "{}").uniqueBy(AuditRetention.TYPE.name()), () -> cron);
    }

    @Bean
    Schedule deliveryPurgeSchedule() {
        return Schedule.of(
                NewTask.of(DeliveryPurge.TYPE, "{}").on(QueueName.LOW).uniqueBy(DeliveryPurge.TYPE.name()), "@hourly");
    }
}
