package net.authproxy.web.namespace;

import net.authproxy.core.namespace.NamespaceAdministration;
import net.authproxy.core.namespace.NamespaceService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the namespace routes. */
@Configuration(proxyBeanMethods = false)
public class NamespaceWebConfiguration {

    @Bean
    NamespaceController namespaceController(NamespaceService namespaces, NamespaceAdministration administration) {
        return new NamespaceController(namespaces, administration);
    }

    @Bean
    NamespaceMetadataController namespaceMetadataController(
            NamespaceService namespaces, NamespaceAdministration administration) {
        return new NamespaceMetadataController(namespaces, administration);
    }
}
