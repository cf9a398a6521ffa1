package net.authproxy.core.audit;

import java.util.Arrays;
import java.util.Optional;

/** What was done, as {@code <resource type>.<verb>}: the stable {@code action} values of contract 10.5. */
public enum AuditAction {
    NAMESPACE_CREATE("namespaces.create"),
    NAMESPACE_UPDATE("namespaces.update"),
    NAMESPACE_DELETE("namespaces.delete"),

    ACTOR_CREATE("actors.create"),
    ACTOR_UPDATE("actors.update"),
    ACTOR_DELETE("actors.delete"),
    ACTOR_ASSERT("actors.assert"),

    ACTOR_KEY_CREATE("actor_keys.create"),
    ACTOR_KEY_UPDATE("actor_keys.update"),
    ACTOR_KEY_REVOKE("actor_keys.revoke"),

    TOKEN_MINT("tokens.mint"),
    TOKEN_REVOKE("tokens.revoke"),

    SESSION_CREATE("sessions.create"),
    SESSION_END("sessions.end"),

    LOGIN("authentication.login"),
    AUTHENTICATION_REFUSED("authentication.refuse"),
    REQUEST_REFUSED("requests.refuse"),

    CONNECTOR_CREATE("connectors.create"),
    CONNECTOR_UPDATE("connectors.update"),
    CONNECTOR_PUBLISH("connectors.publish"),
    CONNECTOR_PROMOTE("connectors.promote"),
    CONNECTOR_ARCHIVE("connectors.archive"),
    CONNECTOR_FORCE_STATE("connectors.force_state"),
    CONNECTOR_DELETE("connectors.delete"),
    CONNECTOR_DISCONNECT_ALL("connectors.disconnect_all"),

    CONNECTION_INITIATE("connections.initiate"),
    CONNECTION_SUBMIT("connections.submit"),
    CONNECTION_ABORT("connections.abort"),
    CONNECTION_RETRY("connections.retry"),
    CONNECTION_REAUTHORIZE("connections.reauthorize"),
    CONNECTION_RECONFIGURE("connections.reconfigure"),
    CONNECTION_CANCEL_SETUP("connections.cancel_setup"),
    CONNECTION_RETURN("connections.return"),
    CONNECTION_TEST("connections.test"),
    CONNECTION_FORCE_STATE("connections.force_state"),
    CONNECTION_UPDATE("connections.update"),
    CONNECTION_DISCONNECT("connections.disconnect"),
    CONNECTION_DISCONNECTED("connections.disconnected"),

    WEBHOOK_CREATE("webhooks.create"),
    WEBHOOK_UPDATE("webhooks.update"),
    WEBHOOK_DELETE("webhooks.delete"),
    WEBHOOK_PAUSE("webhooks.pause"),
    WEBHOOK_TEST("webhooks.test"),
    WEBHOOK_REDELIVER("webhooks.redeliver"),

    ENCRYPTION_KEY_ADD_VERSION("encryption_keys.add_version"),
    ENCRYPTION_KEY_PROMOTE("encryption_keys.promote"),

    TASK_RUN("tasks.run"),
    TASK_ARCHIVE("tasks.archive"),
    TASK_CANCEL("tasks.cancel"),
    TASK_DELETE("tasks.delete"),

    TASK_QUEUE_PAUSE("task_queues.pause"),
    TASK_QUEUE_UNPAUSE("task_queues.unpause"),
    TASK_QUEUE_RUN_ALL("task_queues.run_all"),
    TASK_QUEUE_DELETE_ALL("task_queues.delete_all"),

    AUDIT_TRIM("audit.trim");

    private final String text;

    AuditAction(String text) {
        this.text = text;
    }

    /** The name in rows and filters. */
    public String text() {
        return text;
    }

    /** The kind of thing it was done to: the part before the dot. */
    public String resourceType() {
        return text.substring(0, text.indexOf('.'));
    }

    /** The action of that name; empty for an unknown one. */
    public static Optional<AuditAction> of(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text.equals(text))
                .findFirst();
    }
}
