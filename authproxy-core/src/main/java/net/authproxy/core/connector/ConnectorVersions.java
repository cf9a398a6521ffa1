package net.authproxy.core.connector;

import java.util.List;
import java.util.Map;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.annotation.Transactional;

/** Publishes versions, takes them back and puts them away (contract 6.6). What has no effect is no error. */
public class ConnectorVersions {

    private final ConnectorVersionRepository versions;
    private final ConnectorAccess access;
    private final VersionTransitions transitions;
    private final StoredDefinitions definitions;
    private final ConnectorNews news;

    ConnectorVersions(
            ConnectorVersionRepository versions,
            NamespaceService namespaces,
            VersionTransitions transitions,
            StoredDefinitions definitions,
            ConnectorNews news) {
        this.versions = versions;
        this.access = new ConnectorAccess(versions, namespaces);
        this.transitions = transitions;
        this.definitions = definitions;
        this.news = news;
    }

    /** Makes a draft the version for new connections. */
    @Transactional
    public ConnectorVersion publish(ActorPrincipal caller, ResourceId id, int version) {
        Held held = held(caller, Verb.PUBLISH, id, version);
        return switch (held.row().state()) {
            case PRIMARY -> definitions.open(held.row());
            case DRAFT -> makePrimary(caller, AuditAction.CONNECTOR_PUBLISH, held);
            case ACTIVE, ARCHIVED -> throw transition(held.row(), "was published before: promote it");
        };
    }

    /** Makes a version that was published before the one for new connections again: a step back or forward. */
    @Transactional
    public ConnectorVersion promote(ActorPrincipal caller, ResourceId id, int version) {
        Held held = held(caller, Verb.PUBLISH, id, version);
        return switch (held.row().state()) {
            case PRIMARY -> definitions.open(held.row());
            case ACTIVE, ARCHIVED -> makePrimary(caller, AuditAction.CONNECTOR_PROMOTE, held);
            case DRAFT -> throw transition(held.row(), "is a draft: publish it");
        };
    }

    private ConnectorVersion makePrimary(ActorPrincipal caller, AuditAction action, Held held) {
        Map<String, Object> before = ConnectorAudit.members(held.row());
        transitions.makePrimary(held.row(), held.all());
        news.changed(caller, action, before, held.row());
        return definitions.open(held.row());
    }

    /** Throws a draft away, or puts a version away that no connection uses. */
    @Transactional
    public ConnectorVersion archive(ActorPrincipal caller, ResourceId id, int version) {
        ConnectorVersionEntity row = held(caller, Verb.ARCHIVE, id, version).row();
        if (row.state() == VersionState.PRIMARY) {
            throw new AuthProxyException(
                    ErrorCode.PRIMARY_VERSION, "version " + version + " is primary: promote another one first");
        }
        if (row.state() == VersionState.ACTIVE && transitions.used(row)) {
            throw new AuthProxyException(ErrorCode.VERSION_IN_USE, "version " + version + " has connections");
        }
        if (row.state() != VersionState.ARCHIVED) {
            Map<String, Object> before = ConnectorAudit.members(row);
            transitions.put(row, VersionState.ARCHIVED);
            news.changed(caller, AuditAction.CONNECTOR_ARCHIVE, before, row);
        }
        return definitions.open(row);
    }

    /**
     * Sets the state, for an operator who knows better; only what was published never becomes a draft again.
     *
     * @param precondition the state the caller saw
     */
    @Transactional
    public ConnectorVersion forceState(
            ActorPrincipal caller, ResourceId id, int version, VersionState state, Precondition precondition) {
        Held held = held(caller, Verb.FORCE_STATE, id, version);
        ConnectorVersionEntity row = held.row();
        precondition.require(row.updatedAt());
        if (state == VersionState.DRAFT && row.published()) {
            throw new AuthProxyException(
                    ErrorCode.PUBLISHED_IMMUTABLE, "version " + version + " was published and stays as it is");
        }
        if (state != row.state()) {
            Map<String, Object> before = ConnectorAudit.members(row);
            transitions.force(row, state, held.all());
            news.changed(caller, AuditAction.CONNECTOR_FORCE_STATE, before, row);
        }
        return definitions.open(row);
    }

    /** Puts a version away when its last connection has left and new ones get another. */
    @SystemOperation
    @Transactional
    public void retireUnused(String id, int version) {
        // Many connections leave at once: only those of a version on its way out wait for each other.
        boolean leaving = versions.findState(id, version)
                .filter(VersionState.ACTIVE.text()::equals)
                .isPresent();
        (leaving ? versions.findLocked(id, version) : versions.hold(id, version))
                .filter(row -> row.state() == VersionState.ACTIVE && !transitions.used(row))
                .ifPresent(this::retire);
    }

    private void retire(ConnectorVersionEntity row) {
        Map<String, Object> before = ConnectorAudit.members(row);
        transitions.put(row, VersionState.ARCHIVED);
        news.retired(before, row);
    }

    /** A version, and all of its connector. */
    private record Held(ConnectorVersionEntity row, List<ConnectorVersionEntity> all) {}

    private Held held(ActorPrincipal caller, Verb verb, ResourceId id, int version) {
        List<ConnectorVersionEntity> all = access.held(caller, verb, id);
        return new Held(ConnectorAccess.version(all, version), all);
    }

    private static AuthProxyException transition(ConnectorVersionEntity row, String why) {
        return new AuthProxyException(
                ErrorCode.INVALID_TRANSITION,
                "version " + row.key().version() + " (" + row.state().text() + ") " + why);
    }
}
