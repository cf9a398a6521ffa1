package net.authproxy.core.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of connectors; a definition's own hash stands for it, since it may hold secrets. */
class ConnectorAudit {

    private final AuditTrail trail;

    ConnectorAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /** It ended with its namespace. */
    void endedWithNamespace(ConnectorVersionEntity row) {
        trail.recordSystem(AuditEvent.of(
                        AuditAction.CONNECTOR_DELETE, row.namespace(), row.key().id())
                .with("version", row.key().version())
                .with("source", "namespace"));
    }

    /** A caller did that to a version. */
    void changed(
            ActorPrincipal caller,
            AuditAction action,
            @Nullable Map<String, Object> before,
            ConnectorVersionEntity row) {
        trail.record(caller, event(action, row).changing(before, members(row)));
    }

    /** Its last connection has left. */
    void retired(Map<String, Object> before, ConnectorVersionEntity row) {
        trail.recordSystem(event(AuditAction.CONNECTOR_ARCHIVE, row)
                .with("reason", "unused")
                .changing(before, members(row)));
    }

    /** What there is to tell of a version; its hash stands for the definition. */
    static Map<String, Object> members(ConnectorVersionEntity row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", row.key().id());
        members.put("version", row.key().version());
        members.put("namespace", row.namespace().value());
        members.put("state", row.state().text());
        members.put("hash", row.hash());
        members.put("labels", row.labels().values());
        members.put("annotations", row.annotations().values());
        return members;
    }

    /** The configuration did that to a version. */
    void reconciled(AuditAction action, ConnectorVersionEntity row) {
        trail.recordSystem(event(action, row));
    }

    private static AuditEvent event(AuditAction action, ConnectorVersionEntity row) {
        return AuditEvent.of(action, row.namespace(), row.key().id())
                .with("version", row.key().version())
                .with("state", row.state().text())
                .with("definition_hash", row.hash());
    }
}
