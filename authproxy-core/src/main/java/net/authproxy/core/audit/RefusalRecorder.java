package net.authproxy.core.audit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Rows about who was turned away. They are bounded, so that a flood of bad tokens fills neither the table nor the
 * writer's time: per process 20 at once and one every 5 seconds for each reason of a refused token, 50 at once and one
 * every second for each actor without permission. The next row of the kind says in {@code suppressed} how many before it
 * were only counted.
 */
public class RefusalRecorder {

    private static final Logger log = LoggerFactory.getLogger(RefusalRecorder.class);

    private final AuditTrail trail;
    private final RowBudget tokens;
    private final RowBudget requests;

    RefusalRecorder(AuditTrail trail, Ticker ticker) {
        this.trail = trail;
        this.tokens = new RowBudget(20, Duration.ofSeconds(5), ticker);
        this.requests = new RowBudget(50, Duration.ofSeconds(1), ticker);
    }

    /**
     * A token or session was refused: nobody is recognised, so the row belongs to {@code root}.
     *
     * @param code the error code of contract 5.4
     */
    public void token(String code) {
        AuditEvent event = AuditEvent.of(AuditAction.AUTHENTICATION_REFUSED, NamespacePath.ROOT, null)
                .refused()
                .with("code", code);
        write(tokens.take(CallOrigin.current().service() + " " + code), null, event);
    }

    /**
     * A known caller was not permitted; the row belongs to the caller's own namespace.
     *
     * @param code the error code, such as {@code permission_denied}
     * @param reason what the caller was told
     * @param path without the query, which may hold credentials
     */
    public void request(ActorPrincipal caller, String code, String reason, String method, String path) {
        AuditEvent event = AuditEvent.of(AuditAction.REQUEST_REFUSED, caller.namespace(), null)
                .refused()
                .with("code", code)
                .with("reason", reason)
                .with("method", method)
                .with("path", path);
        write(requests.take(caller.actorId()), caller, event);
    }

    private void write(OptionalLong suppressed, @Nullable ActorPrincipal caller, AuditEvent event) {
        if (suppressed.isEmpty()) {
            return;
        }
        try {
            trail.recordApart(
                    caller, suppressed.getAsLong() == 0 ? event : event.with("suppressed", suppressed.getAsLong()));
        } catch (DataAccessException | TransactionException e) {
            // The caller is refused either way; without a database there is nothing to protect either.
            log.warn("reason=audit_refusal_lost action={}", event.action().text(), e);
        }
    }
}
