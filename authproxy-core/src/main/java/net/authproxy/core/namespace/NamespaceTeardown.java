package net.authproxy.core.namespace;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.Subtree;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties namespaces that are being destroyed, kind by kind, then ends the namespaces from the deepest up (contract 3).
 * The database is the only memory of how far it came, so it goes on after any crash.
 */
@SystemOperation
class NamespaceTeardown {

    private final NamespaceRepository namespaces;
    private final List<NamespaceContents> contents;
    private final TransactionTemplate transactions;
    private final NamespaceAudit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NamespaceTeardown(
            NamespaceRepository namespaces,
            List<NamespaceContents> contents,
            TransactionTemplate transactions,
            NamespaceAudit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.namespaces = namespaces;
        this.contents = contents.stream()
                .sorted(Comparator.comparingInt(NamespaceContents::order))
                .toList();
        this.transactions = transactions;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The roots of what is to be emptied. */
    List<NamespacePath> destroying() {
        return namespaces.findDestroying().stream().map(NamespacePath::new).toList();
    }

    /**
     * Does what can be done now.
     *
     * @param stillWanted asked between steps
     * @return whether nothing is left to do for that namespace
     */
    boolean advance(NamespacePath path, Runnable stillWanted) {
        Subtree subtree = Subtree.of(path);
        for (NamespaceContents kind : contents) {
            long left = kind.count(subtree);
            while (left > 0) {
                stillWanted.run();
                kind.endSome(subtree);
                long now = kind.count(subtree);
                if (now >= left) {
                    return false;
                }
                left = now;
            }
        }
        transactions.executeWithoutResult(status -> namespaces.findLive(subtree).forEach(this::end));
        return true;
    }

    private void end(NamespaceEntity node) {
        Namespace before = node.toNamespace();
        node.setState(NamespaceState.DESTROYED, clock);
        audit.destroyed(before, node.toNamespace());
        events.publishEvent(new NamespaceDestroyed(before));
    }
}
