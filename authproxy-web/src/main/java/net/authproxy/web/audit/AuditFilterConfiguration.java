package net.authproxy.web.audit;

import net.authproxy.core.audit.RefusalRecorder;
import net.authproxy.web.ServiceName;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every request of every service leave its traces. */
@Configuration(proxyBeanMethods = false)
public class AuditFilterConfiguration {

    private static final int BETWEEN_REQUEST_ID_AND_AUTHENTICATION = 5;

    @Bean
    FilterRegistrationBean<AuditRequestFilter> auditRequestFilter(RefusalRecorder refusals, ServiceName service) {
        FilterRegistrationBean<AuditRequestFilter> registration =
                new FilterRegistrationBean<>(new AuditRequestFilter(refusals, service));
        registration.setOrder(BETWEEN_REQUEST_ID_AND_AUTHENTICATION);
        return registration;
    }
}
