package net.authproxy.core.connector;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Brings the connectors of the configuration into the database: all are judged before any is written (contract 6.7). */
@SystemOperation
public class ConnectorReconciler {

    private static final Logger log = LoggerFactory.getLogger(ConnectorReconciler.class);

    private final ConnectorVersionRepository versions;
    private final StoredDefinitions definitions;
    private final VersionTransitions transitions;
    private final NamespaceService namespaces;
    private final ConnectorNews news;
    private final IdGenerator ids;
    private final Clock clock;

    ConnectorReconciler(
            ConnectorVersionRepository versions,
            StoredDefinitions definitions,
            VersionTransitions transitions,
            NamespaceService namespaces,
            ConnectorNews news,
            IdGenerator ids,
            Clock clock) {
        this.versions = versions;
        this.definitions = definitions;
        this.transitions = transitions;
        this.namespaces = namespaces;
        this.news = news;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes the database agree; idempotent. The caller holds the lock {@code connectors-migrate-lock}.
     *
     * @param identifyingLabels labels every item must carry and that tell connectors apart
     * @throws AuthProxyException {@code definition_invalid} with every finding; then nothing was written
     */
    @Transactional
    public void reconcile(List<ConfiguredConnector> items, List<String> identifyingLabels) {
        List<FieldError> findings = new ArrayList<>();
        List<WantedConnector> wanted = WantedConnector.readAll(items, identifyingLabels, findings);
        versions.findAllLocked();
        // Read again: who waited for the locks has not seen what was added meanwhile.
        StoredConnectors stored = new StoredConnectors(versions.findAllLive(), identifyingLabels);
        List<ReconcileStep> steps = new ArrayList<>();
        for (WantedConnector item : wanted) {
            ReconcilePlan.of(item, stored, findings).ifPresent(steps::add);
        }
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.DEFINITION_INVALID, "connectors cannot be loaded; nothing was changed", findings);
        }
        steps.forEach(this::apply);
    }

    private void apply(ReconcileStep step) {
        switch (step) {
            case ReconcileStep.Create create -> create(create.wanted(), ids.nextText(IdType.CONNECTOR), 1);
            case ReconcileStep.CreateAs create -> create(create.wanted(), create.id(), 1);
            case ReconcileStep.AddVersion add -> create(add.wanted(), add.id(), add.version());
            case ReconcileStep.UpdateDraft update -> {
                ConnectorVersionEntity draft =
                        versions.findVersion(update.id(), update.version()).orElseThrow();
                write(draft, update.wanted());
                news.reconciled(AuditAction.CONNECTOR_UPDATE, draft);
            }
            case ReconcileStep.Move move -> {
                ConnectorVersionEntity moved =
                        versions.findVersion(move.id(), move.version()).orElseThrow();
                moveTo(moved, VersionState.PRIMARY);
                news.reconciled(AuditAction.CONNECTOR_PUBLISH, moved);
            }
        }
    }

    private void create(WantedConnector wanted, String id, int version) {
        namespaces.ensure(wanted.namespace());
        ConnectorVersionEntity row = new ConnectorVersionEntity(
                clock,
                new ConnectorVersionKey(id, version),
                wanted.namespace(),
                Labels.of(wanted.labels()),
                new Annotations(wanted.annotations()));
        definitions.seal(row, wanted.stored(), wanted.displayName(), wanted.hash());
        // Before it is stored: as a draft, which it is at first, it would be the second one beside a present draft.
        moveTo(row, wanted.state());
        versions.saveAndFlush(row);
        news.reconciled(AuditAction.CONNECTOR_CREATE, row);
        log.info("action=connector_loaded connector={} version={} origin={}", id, version, wanted.origin());
    }

    private void write(ConnectorVersionEntity row, WantedConnector wanted) {
        row.resetLabels(Labels.of(wanted.labels()));
        row.replaceAnnotations(new Annotations(wanted.annotations()));
        definitions.seal(row, wanted.stored(), wanted.displayName(), wanted.hash());
        moveTo(row, wanted.state());
    }

    private void moveTo(ConnectorVersionEntity row, VersionState next) {
        if (next == VersionState.PRIMARY) {
            transitions.makePrimary(row, versions.findVersions(row.key().id()));
        } else {
            transitions.put(row, next);
        }
    }
}
