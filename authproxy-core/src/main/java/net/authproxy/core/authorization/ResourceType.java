package net.authproxy.core.authorization;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;

/** Resources a permission can name, and the verbs each one has (contract 4.3). */
public enum ResourceType {
    NAMESPACES("namespaces", ImmutableSet.of(Verb.LIST, Verb.CREATE, Verb.GET, Verb.UPDATE, Verb.DELETE)),
    ACTORS(
            "actors",
            ImmutableSet.of(
                    Verb.LIST,
                    Verb.CREATE,
                    Verb.GET,
                    Verb.UPDATE,
                    Verb.DELETE,
                    Verb.MANAGE_KEYS,
                    Verb.MANAGE_PERMISSIONS,
                    Verb.MINT_TOKEN,
                    Verb.ASSERT_ACTORS)),
    CONNECTORS(
            "connectors",
            ImmutableSet.of(
                    Verb.LIST,
                    Verb.GET,
                    Verb.LIST_VERSIONS,
                    Verb.CREATE,
                    Verb.UPDATE,
                    Verb.PUBLISH,
                    Verb.ARCHIVE,
                    Verb.FORCE_STATE)),
    CONNECTIONS(
            "connections",
            ImmutableSet.of(
                    Verb.CREATE, Verb.LIST, Verb.GET, Verb.UPDATE, Verb.DISCONNECT, Verb.FORCE_STATE, Verb.PROXY)),
    SESSIONS("sessions", ImmutableSet.of(Verb.LIST, Verb.DELETE)),
    ENCRYPTION_KEYS(
            "encryption_keys",
            ImmutableSet.of(Verb.LIST, Verb.CREATE, Verb.GET, Verb.UPDATE, Verb.DELETE, Verb.SYNC, Verb.REENCRYPT)),
    REQUEST_LOG("request-log", ImmutableSet.of(Verb.LIST, Verb.GET, Verb.GET_BODIES, Verb.REPLAY)),
    TASK_MONITORING("task_monitoring", ImmutableSet.of(Verb.LIST, Verb.GET, Verb.MANAGE)),
    WEBHOOKS("webhooks", ImmutableSet.of(Verb.LIST, Verb.CREATE, Verb.GET, Verb.UPDATE, Verb.DELETE)),
    AUDIT("audit", ImmutableSet.of(Verb.LIST));

    private static final String TASK_MONITORING_ALIAS = "jobs";

    private final String text;
    private final ImmutableSet<Verb> verbs;

    ResourceType(String text, ImmutableSet<Verb> verbs) {
        this.text = text;
        this.verbs = verbs;
    }

    /** The name in permission objects. */
    public String text() {
        return text;
    }

    public Set<Verb> verbs() {
        return verbs;
    }

    /** The resource of that name; empty for an unknown one. */
    public static Optional<ResourceType> of(String text) {
        if (text.equals(TASK_MONITORING_ALIAS)) {
            return Optional.of(TASK_MONITORING);
        }
        for (ResourceType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
