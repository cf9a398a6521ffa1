package net.authproxy.core.namespace;

import java.time.Clock;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the changes of namespaces that have background work behind them; needs a task queue. */
@Configuration(proxyBeanMethods = false)
public class NamespaceWorkConfiguration {

    @Bean
    LabelProjection labelProjection(NamespaceRepository namespaces, TransactionTemplate transactions, TaskQueue queue) {
        return new LabelProjection(namespaces, transactions, queue);
    }

    @Bean
    NamespaceDeletion namespaceDeletion(
            NamespaceRepository namespaces,
            ObjectProvider<NamespaceContents> contents,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new NamespaceDeletion(namespaces, contents.stream().toList(), new NamespaceAudit(audit), events, clock);
    }

    @Bean
    NamespaceTeardown namespaceTeardown(
            NamespaceRepository namespaces,
            ObjectProvider<NamespaceContents> contents,
            TransactionTemplate transactions,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new NamespaceTeardown(
                namespaces, contents.stream().toList(), transactions, new NamespaceAudit(audit), events, clock);
    }

    @Bean
    NamespaceTasks namespaceTasks(TaskQueue queue) {
        return new NamespaceTasks(queue);
    }

    @Bean
    TaskHandler destroyNamespace(NamespaceTeardown teardown, NamespaceTasks tasks) {
        return new DestroyNamespace(teardown, tasks);
    }

    @Bean
    NamespaceAdministration namespaceAdministration(
            NamespaceService service,
            NamespaceDeletion deletion,
            NamespaceTeardown teardown,
            NamespaceTasks tasks,
            LabelProjection projection) {
        return new NamespaceAdministration(service, deletion, teardown, tasks, projection);
    }
}
