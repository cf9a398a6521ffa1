package net.authproxy.web.namespace;

import net.authproxy.core.namespace.NamespaceService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the namespace routes. */
@Configuration(proxyBeanMethods = false)
public class NamespaceWebConfiguration {

    @Bean
    NamespaceController namespaceController(NamespaceService namespaces) {
        return new NamespaceController(namespaces);
    }
}
