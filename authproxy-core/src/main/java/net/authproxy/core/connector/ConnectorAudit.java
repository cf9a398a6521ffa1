package net.authproxy.core.connector;

import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;

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

    /** The configuration did that to a version. */
    void reconciled(AuditAction action, ConnectorVersionEntity row) {
        trail.recordSystem(AuditEvent.of(action, row.namespace(), row.key().id())
                .with("version", row.key().version())
                .with("state", row.state().text())
                .with("definition_hash", row.hash()));
    }
}
