package net.authproxy.web.requestlog;

import net.authproxy.core.requestlog.RequestLogService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the request-log routes. */
@Configuration(proxyBeanMethods = false)
public class RequestLogWebConfiguration {

    @Bean
    RequestLogController requestLogController(RequestLogService log) {
        return new RequestLogController(log);
    }
}
