package net.authproxy.web.authentication;

import java.util.List;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.SessionPolicies;
import net.authproxy.web.ServiceName;
import net.authproxy.web.error.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Mounts authentication by bearer token and by session cookie. */
@Configuration(proxyBeanMethods = false)
public class AuthenticationWebConfiguration implements WebMvcConfigurer {

    private static final int AFTER_REQUEST_ID = 10;

    @Bean
    FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
            CallerAuthenticator callers, SessionPolicies sessions, ServiceName service, ErrorWriter errors) {
        FilterRegistrationBean<AuthenticationFilter> registration = new FilterRegistrationBean<>(
                new AuthenticationFilter(callers, service.id(), sessions.of(service.id()), errors));
        registration.setOrder(AFTER_REQUEST_ID);
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CurrentPrincipal());
    }
}
