package net.authproxy.web.webhook;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.webhook.DeliveryService;
import net.authproxy.core.webhook.DeliveryStatus;
import net.authproxy.web.Filters;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of what webhooks are sent (contract 12). */
@RestController
@RequestMapping("/api/v1/webhooks/{id}")
class WebhookDeliveryController {

    private final DeliveryService deliveries;

    WebhookDeliveryController(DeliveryService deliveries) {
        this.deliveries = deliveries;
    }

    @Operation(
            operationId = "testWebhook",
            summary = "Sends an event webhook.test now, once, also to a paused webhook",
            description = "200 also when the receiver fails: the delivery says so.")
    @PostMapping("/_test")
    DeliveryResponse test(ActorPrincipal caller, @PathVariable String id) {
        return DeliveryResponse.of(deliveries.test(caller, ResourceId.parse(id, IdType.WEBHOOK)));
    }

    @Operation(operationId = "listWebhookDeliveries", summary = "Lists what the webhook was sent in the last 30 days")
    @ListRoute(
            orders = {"created_at", "next_at"},
            labels = false,
            filters = {"status: pending, delivered or failed", "event: such as connection.ready"})
    @GetMapping("/deliveries")
    ListResponse<DeliveryResponse> list(ActorPrincipal caller, @PathVariable String id, HttpServletRequest request) {
        Filters filters = Filters.of(request::getParameter)
                .add("status", DeliveryStatus::isStatus)
                .add("event", text -> true);
        return ListResponse.of(
                deliveries.list(
                        caller,
                        ResourceId.parse(id, IdType.WEBHOOK),
                        ListRequest.parse(request::getParameter),
                        filters.values()),
                DeliveryResponse::of);
    }

    @Operation(
            operationId = "redeliverWebhookDelivery",
            summary = "Has a delivery sent again, with the same id and body",
            description = "One that has ended begins anew, with all its retries.")
    @Refuses(ErrorCode.INVALID_TRANSITION)
    @PostMapping("/deliveries/{deliveryId}/_redeliver")
    DeliveryResponse redeliver(ActorPrincipal caller, @PathVariable String id, @PathVariable String deliveryId) {
        return DeliveryResponse.of(deliveries.redeliver(
                caller, ResourceId.parse(id, IdType.WEBHOOK), ResourceId.parse(deliveryId, IdType.DELIVERY)));
    }
}
