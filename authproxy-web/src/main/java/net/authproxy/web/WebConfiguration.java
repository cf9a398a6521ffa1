package net.authproxy.web;

import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.web.audit.AuditFilterConfiguration;
import net.authproxy.web.authentication.AuthenticationWebConfiguration;
import net.authproxy.web.error.ErrorAdvice;
import net.authproxy.web.error.ErrorWriter;
import net.authproxy.web.idempotency.IdempotencyWebConfiguration;
import net.authproxy.web.json.JsonConfiguration;
import net.authproxy.web.precondition.PreconditionWebConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What every service with management routes has: request ids, authentication, JSON, errors. */
@Configuration(proxyBeanMethods = false)
@Import({
    ServletConfiguration.class,
    JsonConfiguration.class,
    AuditFilterConfiguration.class,
    AuthenticationWebConfiguration.class,
    PreconditionWebConfiguration.class,
    IdempotencyWebConfiguration.class,
    ErrorAdvice.class
})
public class WebConfiguration {

    @Bean
    ErrorWriter errorWriter(JsonMapper json) {
        return new ErrorWriter(json);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(IdGenerator ids) {
        FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        registration.setOrder(0);
        return registration;
    }

    @Bean
    FilterRegistrationBean<AddressTextFilter> addressTextFilter(ErrorWriter errors) {
        FilterRegistrationBean<AddressTextFilter> registration =
                new FilterRegistrationBean<>(new AddressTextFilter(errors));
        registration.setOrder(1);
        return registration;
    }
}
