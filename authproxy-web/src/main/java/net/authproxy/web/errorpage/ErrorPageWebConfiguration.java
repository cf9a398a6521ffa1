package net.authproxy.web.errorpage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /error}. */
@Configuration(proxyBeanMethods = false)
public class ErrorPageWebConfiguration {

    @Bean
    ErrorPageController errorPageController(ErrorPages pages) {
        return new ErrorPageController(pages);
    }
}
