package net.authproxy.core.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of connections; set-up and disconnect record what callers do there. */
public final class ConnectionAudit {

    private ConnectionAudit() {}

    /** A change of a connection; one of the two states is there. Credentials and configuration are no part of it. */
    public static AuditEvent event(AuditAction action, @Nullable Connection before, @Nullable Connection after) {
        Connection subject = after == null ? before : after;
        if (subject == null) {
            throw new IllegalArgumentException("neither before nor after");
        }
        return AuditEvent.of(action, subject.namespace(), subject.id())
                .with("connector_id", subject.connectorId())
                .with("connector_version", subject.connectorVersion())
                .with("state", subject.state().text())
                .changing(before == null ? null : members(before), after == null ? null : members(after));
    }

    private static Map<String, Object> members(Connection connection) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", connection.id());
        members.put("namespace", connection.namespace().value());
        members.put("actor_id", connection.actorId());
        members.put("connector_id", connection.connectorId());
        members.put("connector_version", connection.connectorVersion());
        members.put("state", connection.state().text());
        members.put("setup_step", connection.setupStep());
        members.put("labels", connection.labels().values());
        members.put("annotations", connection.annotations().values());
        return members;
    }
}
