package net.authproxy.web.webhook;

import net.authproxy.core.webhook.DeliveryService;
import net.authproxy.core.webhook.WebhookService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the routes of webhooks and their deliveries. */
@Configuration(proxyBeanMethods = false)
public class WebhookWebConfiguration {

    @Bean
    WebhookController webhookController(WebhookService webhooks) {
        return new WebhookController(webhooks);
    }

    @Bean
    WebhookMetadataController webhookMetadataController(WebhookService webhooks) {
        return new WebhookMetadataController(webhooks);
    }

    @Bean
    WebhookDeliveryController webhookDeliveryController(DeliveryService deliveries) {
        return new WebhookDeliveryController(deliveries);
    }
}
