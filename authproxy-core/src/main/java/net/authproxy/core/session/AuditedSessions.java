package net.authproxy.core.session;

import java.util.Locale;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditEvent;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.audit.RefusalRecorder;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Writes sign-ins, ends and refusals into the audit trail; sessions belong to {@code root} (contract 4.3, 10.5). */
class AuditedSessions implements SessionJournal {

    private static final Logger log = LoggerFactory.getLogger(AuditedSessions.class);

    private final AuditTrail trail;
    private final RefusalRecorder refusals;

    AuditedSessions(AuditTrail trail, RefusalRecorder refusals) {
        this.trail = trail;
        this.refusals = refusals;
    }

    @Override
    public void created(Session session) {
        write(event(AuditAction.SESSION_CREATE, session));
    }

    @Override
    public void ended(Session session, Reason reason, @Nullable String byActorId) {
        write(event(AuditAction.SESSION_END, session)
                .with("reason", reason.name().toLowerCase(Locale.ROOT))
                .with("by", byActorId));
    }

    /** A browser without a token is only asked to fetch one: that is how every sign-in begins. */
    @Override
    public void refused(String service, String code, @Nullable String ip) {
        if (!code.equals("unauthenticated")) {
            refusals.token(code);
        }
    }

    private static AuditEvent event(AuditAction action, Session session) {
        return AuditEvent.of(action, NamespacePath.ROOT, session.id())
                .with("actor_id", session.actorId())
                .with("service", session.service());
    }

    /** The session is there or gone already, whatever becomes of the row. */
    private void write(AuditEvent event) {
        try {
            trail.recordApart(null, event);
        } catch (DataAccessException | TransactionException e) {
            log.warn("reason=audit_row_lost action={}", event.action().text(), e);
        }
    }
}
