package net.authproxy.web.audit;

import net.authproxy.core.audit.AuditService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of the audit trail. */
@Configuration(proxyBeanMethods = false)
public class AuditWebConfiguration {

    @Bean
    AuditController auditController(AuditService audit) {
        return new AuditController(audit);
    }
}
