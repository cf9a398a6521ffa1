package net.authproxy.web.webhook;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.webhook.EventPatterns;
import net.authproxy.core.webhook.NewWebhook;
import net.authproxy.core.webhook.Webhook;
import net.authproxy.core.webhook.WebhookChange;
import net.authproxy.core.webhook.WebhookService;
import net.authproxy.core.webhook.WebhookState;
import net.authproxy.web.Filters;
import net.authproxy.web.Inputs;
import net.authproxy.web.ListResponse;
import net.authproxy.web.json.Timestamps;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of webhooks (contract 12). */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

    private final WebhookService webhooks;

    WebhookController(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    @Repeatable
    @Operation(
            operationId = "createWebhook",
            summary = "Creates a webhook; the answer shows its secret this once",
            description = "It is told of what happens in its namespace and below.")
    @Refuses({
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL_SELECTOR,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookResponse create(ActorPrincipal caller, @RequestBody CreateWebhookRequest body) {
        NewWebhook wanted = new NewWebhook(
                new NamespacePath(Inputs.required(body.namespace(), "namespace")),
                Inputs.required(body.url(), "url"),
                EventPatterns.of(body.events() == null ? List.of() : body.events()),
                LabelSelector.parse(body.labelSelector()),
                body.secret() == null ? null : SecretString.of(body.secret()),
                Inputs.labels(body.labels()),
                Inputs.annotations(body.annotations()));
        return WebhookResponse.of(webhooks.create(caller, wanted));
    }

    @Operation(operationId = "listWebhooks", summary = "Lists live webhooks")
    @ListRoute(
            orders = {"created_at", "updated_at", "namespace", "url", "state"},
            filters = "state: active or paused")
    @GetMapping
    ListResponse<WebhookResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        Filters filters = Filters.of(request::getParameter).add("state", WebhookState::isState);
        return ListResponse.of(
                webhooks.list(caller, ListRequest.parse(request::getParameter), filters.values()), WebhookResponse::of);
    }

    @Operation(operationId = "getWebhook", summary = "One webhook")
    @GetMapping("/{id}")
    ResponseEntity<WebhookResponse> get(ActorPrincipal caller, @PathVariable String id) {
        return answer(webhooks.get(caller, ResourceId.parse(id, IdType.WEBHOOK)));
    }

    @Operation(
            operationId = "updateWebhook",
            summary = "Changes address, events, selector, state, labels or annotations",
            description =
                    "A paused webhook is told of nothing; active again, it is sent what waited when it was paused.")
    @Refuses({
        ErrorCode.INVALID_LABEL_SELECTOR,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE
    })
    @PatchMapping("/{id}")
    ResponseEntity<WebhookResponse> update(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody PatchWebhookRequest body,
            Precondition precondition) {
        return answer(webhooks.update(caller, ResourceId.parse(id, IdType.WEBHOOK), change(body), precondition));
    }

    private static WebhookChange change(PatchWebhookRequest body) {
        return new WebhookChange(
                url(body.url()),
                body.events() == null ? null : EventPatterns.of(body.events()),
                body.labelSelector() == null ? null : LabelSelector.parse(body.labelSelector()),
                body.state() == null ? null : WebhookState.of(body.state()),
                Inputs.change(body.labels(), body.annotations()));
    }

    private static @Nullable String url(@Nullable String url) {
        if (url != null && url.isEmpty()) {
            throw AuthProxyException.invalid("url", "must not be empty");
        }
        return url;
    }

    @Operation(
            operationId = "deleteWebhook",
            summary = "Deletes a webhook; what it was not told yet it never is",
            description = "Deleting it again is fine.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(ActorPrincipal caller, @PathVariable String id, Precondition precondition) {
        webhooks.delete(caller, ResourceId.parse(id, IdType.WEBHOOK), precondition);
    }

    private static ResponseEntity<WebhookResponse> answer(Webhook webhook) {
        return ResponseEntity.ok().eTag(Timestamps.etag(webhook.updatedAt())).body(WebhookResponse.of(webhook));
    }
}
