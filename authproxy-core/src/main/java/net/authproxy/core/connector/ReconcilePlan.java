package net.authproxy.core.connector;

import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;

/** Decides what one item of the configuration means for what is stored (the table of contract 6.7). */
final class ReconcilePlan {

    private final WantedConnector wanted;
    private final StoredConnectors stored;
    private final List<FieldError> findings;

    private ReconcilePlan(WantedConnector wanted, StoredConnectors stored, List<FieldError> findings) {
        this.wanted = wanted;
        this.stored = stored;
        this.findings = findings;
    }

    static Optional<ReconcileStep> of(WantedConnector wanted, StoredConnectors stored, List<FieldError> findings) {
        return new ReconcilePlan(wanted, stored, findings).decide();
    }

    private Optional<ReconcileStep> decide() {
        String named = wanted.definition().identity().id();
        List<String> candidates = named != null ? List.of(named) : stored.withIdentity(wanted.identity());
        if (candidates.size() > 1) {
            return refuse("the identifying labels match several connectors: name one by id");
        }
        if (candidates.isEmpty()) {
            return create(null);
        }
        String id = candidates.getFirst();
        List<ConnectorVersionEntity> versions = stored.versions(id);
        if (versions.isEmpty()) {
            return create(id);
        }
        if (!versions.getLast().namespace().equals(wanted.namespace())) {
            return refuse(
                    "the connector lives in namespace " + versions.getLast().namespace() + "; it cannot be moved");
        }
        Integer version = wanted.definition().identity().version();
        return version == null ? newestAgainst(id, versions) : explicit(id, versions, version);
    }

    private Optional<ReconcileStep> create(@Nullable String id) {
        Integer version = wanted.definition().identity().version();
        if (version != null && version != 1) {
            return refuse("version " + version + " of a connector that does not exist yet: the first one is 1");
        }
        return Optional.of(id == null ? new ReconcileStep.Create(wanted) : new ReconcileStep.CreateAs(wanted, id));
    }

    private Optional<ReconcileStep> explicit(String id, List<ConnectorVersionEntity> versions, int version) {
        Optional<ConnectorVersionEntity> present =
                versions.stream().filter(row -> row.key().version() == version).findFirst();
        int newest = versions.getLast().key().version();
        if (present.isEmpty()) {
            return version == newest + 1
                    ? successor(id, versions, version)
                    : refuse("version " + version + " does not follow " + newest);
        }
        if (!present.get().hash().equals(wanted.hash()) && present.get().published()) {
            return refuse("version " + version + " is published and has another definition: raise the version");
        }
        return against(id, present.get());
    }

    private Optional<ReconcileStep> successor(String id, List<ConnectorVersionEntity> versions, int version) {
        boolean second =
                wanted.state() == VersionState.DRAFT && draftOf(versions).isPresent();
        return second
                ? refuse("the connector has a draft already: publish it first, or change it")
                : Optional.of(new ReconcileStep.AddVersion(wanted, id, version));
    }

    private static Optional<ConnectorVersionEntity> draftOf(List<ConnectorVersionEntity> versions) {
        return versions.stream()
                .filter(row -> row.state() == VersionState.DRAFT)
                .findFirst();
    }

    private Optional<ReconcileStep> newestAgainst(String id, List<ConnectorVersionEntity> versions) {
        Optional<ConnectorVersionEntity> same = versions.reversed().stream()
                .filter(row -> row.hash().equals(wanted.hash()))
                .findFirst();
        Optional<ConnectorVersionEntity> draft = draftOf(versions);
        if (same.isPresent()) {
            return against(id, same.get());
        }
        return draft.isPresent()
                ? against(id, draft.get())
                : Optional.of(new ReconcileStep.AddVersion(
                        wanted, id, versions.getLast().key().version() + 1));
    }

    private Optional<ReconcileStep> against(String id, ConnectorVersionEntity row) {
        int version = row.key().version();
        if (!row.hash().equals(wanted.hash())) {
            return Optional.of(new ReconcileStep.UpdateDraft(wanted, id, version));
        }
        // A published version never becomes a draft again, so only the way up is a change.
        boolean moves = wanted.state() == VersionState.PRIMARY && row.state() != VersionState.PRIMARY;
        return moves ? Optional.of(new ReconcileStep.Move(id, version)) : Optional.empty();
    }

    private Optional<ReconcileStep> refuse(String reason) {
        findings.add(new FieldError(wanted.origin(), reason));
        return Optional.empty();
    }
}
