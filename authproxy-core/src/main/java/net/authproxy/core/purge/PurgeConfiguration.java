package net.authproxy.core.purge;

import java.time.Clock;
import net.authproxy.core.shared.storage.PurgeableRows;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the purge of all {@link PurgeableRows}; expects a {@link PurgePolicy} as a bean. */
@Configuration(proxyBeanMethods = false)
public class PurgeConfiguration {

    @Bean
    Purge purge(
            ObjectProvider<PurgeableRows> rows,
            PurgePolicy policy,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        return new Purge(rows.stream().toList(), policy, jdbc, transactions, clock);
    }

    @Bean
    TaskHandler purgeSoftDeleted(Purge purge) {
        return new PurgeSoftDeleted(purge);
    }

    @Bean
    Schedule purgeSchedule(PurgePolicy policy) {
        return Schedule.of(NewTask.of(PurgeSoftDeleted.TYPE, "{}"), policy.schedule());
    }
}
