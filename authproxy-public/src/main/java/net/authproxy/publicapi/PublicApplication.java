package net.authproxy.publicapi;

import net.authproxy.web.ServiceName;
import net.authproxy.web.WebConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What may face the internet (contract 2). Its routes for the marketplace are in {@link MarketplaceApis}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({WebConfiguration.class, RoundTripConfiguration.class})
public class PublicApplication {

    @Bean
    ServiceName serviceName() {
        return new ServiceName("public");
    }
}
