package net.authproxy.core.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that webhooks are told of (contract 12).
 *
 * @param name such as {@code connection.ready}
 * @param namespace where it happened
 * @param labels what selectors look at
 * @param data JSON-like members without any secret
 */
record WebhookEvent(String name, NamespacePath namespace, Labels labels, Map<String, ?> data) {

    /** Name of an event that only {@code _test} makes. */
    static final String TEST = "webhook.test";

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** A call that only shows whether the webhook works. */
    static WebhookEvent test(NamespacePath namespace) {
        return new WebhookEvent(TEST, namespace, Labels.NONE, Map.of());
    }

    /** The body to be sent, the same in every attempt. */
    byte[] body(String deliveryId, Instant createdAt) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", deliveryId);
        members.put("event", name);
        members.put("created_at", TIME.format(createdAt));
        members.put("namespace", namespace.value());
        members.put("data", data);
        return JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }
}
