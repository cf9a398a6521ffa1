package net.authproxy.core.audit;

import java.time.Clock;
import net.authproxy.core.shared.resource.IdGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the audit trail. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        return new AuditTrail(jdbc, ids, clock);
    }
}
