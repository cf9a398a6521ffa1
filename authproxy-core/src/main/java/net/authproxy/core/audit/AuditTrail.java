package net.authproxy.core.audit;

import java.time.Clock;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes down what happened (contract 10.5). A row of a change is part of the change's transaction: there is one if and
 * only if the change is there. The row is unnumbered at first, so that no change waits for the chain.
 */
public class AuditTrail {

    private final AuditRows rows;
    private final IdGenerator ids;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        this.rows = new AuditRows(jdbc);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records a change that a caller made, in the running transaction.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException without a running transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(ActorPrincipal caller, AuditEvent event) {
        write(caller, event);
    }

    /**
     * Records a change that the system made by itself (start-up, configuration, tasks), in the running transaction.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException without a running transaction
     */
    @SystemOperation
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordSystem(AuditEvent event) {
        write(null, event);
    }

    /**
     * Records what has no transaction to belong to (refusals, sign-ins); the row is committed on return.
     *
     * @param caller absent when nobody was recognised
     * @throws org.springframework.transaction.IllegalTransactionStateException inside a transaction: on SQLite it would
     *     wait for itself, and elsewhere it would outlive a roll-back
     */
    @Transactional(propagation = Propagation.NEVER)
    public void recordApart(@Nullable ActorPrincipal caller, AuditEvent event) {
        write(caller, event);
    }

    private void write(@Nullable ActorPrincipal caller, AuditEvent event) {
        rows.insert(ids.nextText(IdType.AUDIT), caller, CallOrigin.current(), event, clock.instant());
    }
}
