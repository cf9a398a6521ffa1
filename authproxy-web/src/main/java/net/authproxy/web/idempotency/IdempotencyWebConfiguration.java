package net.authproxy.web.idempotency;

import net.authproxy.core.idempotency.IdempotentRequests;
import net.authproxy.web.ServiceName;
import net.authproxy.web.error.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts idempotency keys. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyWebConfiguration {

    private static final int AFTER_AUTHENTICATION = 20;

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotentRequests requests, ErrorWriter errors, ServiceName service) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(requests, errors, service));
        registration.setOrder(AFTER_AUTHENTICATION);
        return registration;
    }
}
