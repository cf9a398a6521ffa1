package net.authproxy.core.audit;

import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;

/** What operators ask of the trail (contract 10.5); nobody changes it. */
public class AuditService {

    private final AuditQuery query;
    private final ChainCheck check;
    private final AuditCheckpoints checkpoints;

    AuditService(AuditQuery query, ChainCheck check, AuditCheckpoints checkpoints) {
        this.query = query;
        this.check = check;
        this.checkpoints = checkpoints;
    }

    /** Lists rows of the caller's namespaces, the newest sealed one first; rows not sealed yet come last. */
    public Page<AuditEntry> list(ActorPrincipal caller, AuditFilter filter, ListRequest request) {
        Authorizer.requireAnywhere(caller, ResourceType.AUDIT, Verb.LIST);
        return query.page(request, Authorizer.scope(caller, ResourceType.AUDIT, Verb.LIST), filter);
    }

    /**
     * Checks the chain. It goes through all namespaces, so it is checked against {@code root}.
     *
     * @param from first {@code seq}; absent for 1
     * @param to last {@code seq}; absent for the end, whose sealed head is then checked too
     */
    public ChainVerdict verify(ActorPrincipal caller, @Nullable Long from, @Nullable Long to) {
        Authorizer.requireAnywhere(caller, ResourceType.AUDIT, Verb.LIST);
        Authorizer.require(caller, ResourceType.AUDIT, Verb.LIST, NamespacePath.ROOT, null);
        long first = from == null ? 1 : from;
        if (first < 1) {
            throw AuthProxyException.invalid("from_seq", "must be 1 or more");
        }
        if (to != null && to < first) {
            throw AuthProxyException.invalid("to_seq", "must not be less than from_seq");
        }
        return check.verify(first, to);
    }

    /**
     * Up to where the trail was trimmed. Checked against {@code root}, as {@link #verify} is.
     *
     * @return empty while nothing was trimmed, and for a checkpoint that does not check: {@link #verify} then says so
     */
    public Optional<Checkpoint> checkpoint(ActorPrincipal caller) {
        Authorizer.requireAnywhere(caller, ResourceType.AUDIT, Verb.LIST);
        Authorizer.require(caller, ResourceType.AUDIT, Verb.LIST, NamespacePath.ROOT, null);
        try {
            return Optional.ofNullable(checkpoints.current());
        } catch (BrokenChainException e) {
            return Optional.empty();
        }
    }
}
