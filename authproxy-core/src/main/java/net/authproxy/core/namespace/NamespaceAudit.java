package net.authproxy.core.namespace;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of namespaces. */
class NamespaceAudit {

    private final AuditTrail trail;

    NamespaceAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** A namespace was made, by the system when there is no caller. */
    void created(@Nullable ActorPrincipal caller, Namespace made) {
        AuditEvent event = AuditEvent.of(
                        AuditAction.NAMESPACE_CREATE, made.path(), made.path().value())
                .changing(null, members(made));
        if (caller == null) {
            trail.recordSystem(event);
        } else {
            trail.record(caller, event);
        }
    }

    /** A caller changed its labels or annotations. */
    void updated(ActorPrincipal caller, Namespace before, Namespace after) {
        trail.record(
                caller,
                AuditEvent.of(
                                AuditAction.NAMESPACE_UPDATE,
                                after.path(),
                                after.path().value())
                        .changing(members(before), members(after)));
    }

    /** A caller deleted it, or had its destruction begin. */
    void deleted(ActorPrincipal caller, Namespace before, Namespace after, boolean cascade) {
        trail.record(caller, deletion(before, after).with("cascade", Boolean.toString(cascade)));
    }

    /** A cascade has come to its end with it. */
    void destroyed(Namespace before, Namespace after) {
        trail.recordSystem(deletion(before, after).with("cascade", "true"));
    }

    private static AuditEvent deletion(Namespace before, Namespace after) {
        return AuditEvent.of(
                        AuditAction.NAMESPACE_DELETE, after.path(), after.path().value())
                .changing(members(before), members(after));
    }

    /** What the digests of a namespace cover. */
    static Map<String, Object> members(Namespace namespace) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("path", namespace.path().value());
        members.put("state", namespace.state().text());
        members.put("encryption_key_id", namespace.encryptionKeyId());
        members.put("labels", namespace.labels().values());
        members.put("annotations", namespace.annotations().values());
        return members;
    }
}
