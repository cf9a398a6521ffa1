package net.authproxy.core.actor;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of actors. */
class ActorAudit {

    private final AuditTrail trail;

    ActorAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** A caller made it. */
    void created(ActorPrincipal caller, Actor made) {
        trail.record(caller, event(AuditAction.ACTOR_CREATE, null, made));
    }

    /** A caller changed it. */
    void updated(ActorPrincipal caller, Actor before, Actor after) {
        trail.record(caller, event(AuditAction.ACTOR_UPDATE, before, after));
    }

    /** A caller deleted it. */
    void deleted(ActorPrincipal caller, Actor before) {
        trail.record(caller, event(AuditAction.ACTOR_DELETE, before, null));
    }

    /**
     * A token's claim made or changed it.
     *
     * @param by whose key vouched: a key id, or {@code host_key}, {@code system_key}
     */
    void asserted(String by, @Nullable Actor before, Actor after) {
        trail.recordSystem(event(AuditAction.ACTOR_ASSERT, before, after).with("asserted_by", by));
    }

    /** The configuration made, changed or removed it; one of the two is there. */
    void synchronizedFrom(String source, @Nullable Actor before, @Nullable Actor after) {
        AuditAction action = before == null
                ? AuditAction.ACTOR_CREATE
                : after == null ? AuditAction.ACTOR_DELETE : AuditAction.ACTOR_UPDATE;
        trail.recordSystem(event(action, before, after).with("source", source));
    }

    /** Keys of a configured actor changed. */
    void keysReplaced(String source, Actor actor, String fingerprint) {
        trail.recordSystem(AuditEvent.of(AuditAction.ACTOR_KEY_UPDATE, actor.namespace(), actor.id())
                .with("source", source)
                .with("fingerprint", fingerprint));
    }

    /** A caller registered, changed or revoked a key; its material is not told. */
    void key(ActorPrincipal caller, AuditAction action, ActorEntity actor, ActorKeyEntity key) {
        ActorKeyDetails details = key.toDetails();
        trail.record(
                caller,
                AuditEvent.of(action, actor.namespace(), details.id())
                        .with("actor_id", actor.getId())
                        .with("fingerprint", details.fingerprint())
                        .with("can_assert_actors", Boolean.toString(details.canAssertActors())));
    }

    /** It ended with its namespace. */
    void endedWithNamespace(Actor before) {
        trail.recordSystem(event(AuditAction.ACTOR_DELETE, before, null).with("source", "namespace"));
    }

    private static AuditEvent event(AuditAction action, @Nullable Actor before, @Nullable Actor after) {
        Actor subject = after == null ? before : after;
        if (subject == null) {
            throw new IllegalArgumentException("neither before nor after");
        }
        return AuditEvent.of(action, subject.namespace(), subject.id())
                .with("external_id", subject.externalId())
                .changing(before == null ? null : members(before), after == null ? null : members(after));
    }

    /** What the digests of an actor cover. */
    static Map<String, Object> members(Actor actor) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", actor.id());
        members.put("namespace", actor.namespace().value());
        members.put("external_id", actor.externalId());
        members.put("permissions", actor.permissions());
        members.put("labels", actor.labels().values());
        members.put("annotations", actor.annotations().values());
        return members;
    }
}
