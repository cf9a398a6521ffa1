package net.authproxy.core.probe;

import java.security.SecureRandom;
import java.time.Clock;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.proxy.ConnectionCalls;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.PurgeableRows;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the probe feature. */
@Configuration(proxyBeanMethods = false)
public class ProbeConfiguration {

    @Bean
    ProbeResults probeResults(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        return new ProbeResults(jdbc, ids, clock);
    }

    @Bean
    ProbeRunner probeRunner(ConnectionCalls calls, CredentialVault vault, ProbeResults results, Clock clock) {
        return new ProbeRunner(calls, vault, results, clock);
    }

    @Bean
    ProbeHealth probeHealth(ConnectionStore connections, ProbeResults results) {
        return new ProbeHealth(connections, results);
    }

    @Bean
    ConnectionTester connectionTester(
            ConnectionService connections,
            ConnectionStore store,
            ConnectorService connectors,
            ProbeRunner runner,
            ProbeHealth health) {
        return new ConnectionTester(connections, store, connectors, runner, health);
    }

    @Bean
    PurgeableRows purgeableProbeResults() {
        return PurgeableRows.with(80, "probe_results", "connection_id", "connections");
    }

    @Bean
    DueProbes dueProbes(JdbcClient jdbc, ConnectorService connectors, ProbeResults results, Clock clock) {
        return new DueProbes(jdbc, connectors, results, clock);
    }

    @Bean
    TaskHandler scheduleProbes(DueProbes due, TaskQueue queue, SecureRandom random) {
        return new ScheduleProbes(due, queue, random);
    }

    @Bean
    Schedule scheduleProbesSchedule() {
        return Schedule.of(NewTask.of(ScheduleProbes.TYPE, "{}").uniqueBy(ScheduleProbes.TYPE.name()), "* * * * *");
    }

    @Bean
    RunProbe runProbe(
            ConnectionStore connections, ConnectorService connectors, ProbeRunner runner, ProbeHealth health) {
        return new RunProbe(connections, connectors, runner, health);
    }
}
