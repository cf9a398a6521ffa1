package net.authproxy.core.setup;

import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionAudit;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.StagedSetup;
import org.jspecify.annotations.Nullable;

/** What the audit trail says of set-ups; what a form brought is no part of it. */
class SetupAudit {

    private final AuditTrail trail;
    private final ConnectionStore connections;

    SetupAudit(AuditTrail trail, ConnectionStore connections) {
        this.trail = trail;
        this.connections = connections;
    }

    void initiated(ActorPrincipal caller, String id) {
        trail.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_INITIATE, null, now(id)));
    }

    void submitted(ActorPrincipal caller, Connection before, String stepId) {
        trail.record(
                caller,
                ConnectionAudit.event(AuditAction.CONNECTION_SUBMIT, before, now(before.id()))
                        .with("step", stepId));
    }

    void aborted(ActorPrincipal caller, Connection before) {
        trail.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_ABORT, before, now(before.id())));
    }

    void retried(ActorPrincipal caller, Connection before) {
        trail.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_RETRY, before, now(before.id())));
    }

    void rerun(ActorPrincipal caller, Connection before, StagedSetup.Run run) {
        AuditAction action =
                run == StagedSetup.Run.REAUTH ? AuditAction.CONNECTION_REAUTHORIZE : AuditAction.CONNECTION_RECONFIGURE;
        trail.record(caller, ConnectionAudit.event(action, before, now(before.id())));
    }

    void cancelled(ActorPrincipal caller, Connection before) {
        trail.record(caller, ConnectionAudit.event(AuditAction.CONNECTION_CANCEL_SETUP, before, now(before.id())));
    }

    /** A browser came back from the provider. */
    void returned(ActorPrincipal caller, Connection before) {
        trail.recordApart(caller, ConnectionAudit.event(AuditAction.CONNECTION_RETURN, before, now(before.id())));
    }

    private @Nullable Connection now(String id) {
        return connections.find(id).map(SealedConnection::connection).orElse(null);
    }
}
