package net.authproxy.core.connector;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connector.DraftDefinitions.Content;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Makes connectors and changes their drafts; what was published stays as it is (contract 6.5, 6.6). */
public class ConnectorDrafts {

    private final ConnectorVersionRepository versions;
    private final ConnectorAccess access;
    private final NamespaceService namespaces;
    private final DraftDefinitions contents;
    private final StoredDefinitions definitions;
    private final ConnectorNews news;
    private final IdGenerator ids;
    private final Clock clock;

    ConnectorDrafts(
            ConnectorVersionRepository versions,
            NamespaceService namespaces,
            DraftDefinitions contents,
            StoredDefinitions definitions,
            ConnectorNews news,
            IdGenerator ids,
            Clock clock) {
        this.versions = versions;
        this.access = new ConnectorAccess(versions, namespaces);
        this.namespaces = namespaces;
        this.contents = contents;
        this.definitions = definitions;
        this.news = news;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a connector whose version 1 is a draft. */
    @Transactional
    public ConnectorVersion create(ActorPrincipal caller, NewConnector wanted) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.CREATE);
        NamespacePath namespace = wanted.namespace();
        if (!Authorizer.sees(caller, namespace) || !namespaces.holdActive(namespace)) {
            throw AuthProxyException.invalid("namespace", "no such namespace");
        }
        Authorizer.require(caller, ResourceType.CONNECTORS, Verb.CREATE, namespace, null);
        Content content = contents.changed(namespace, null, wanted.content());
        return add(caller, new ConnectorVersionKey(ids.nextText(IdType.CONNECTOR), 1), namespace, content);
    }

    /**
     * Changes the draft; without one, makes a draft of the newest version and changes that. A change that changes
     * nothing makes no draft.
     *
     * @param precondition the state of the draft the caller saw, or without a draft that of the connector
     */
    @Transactional
    public ConnectorVersion change(
            ActorPrincipal caller, ResourceId id, DraftChange change, Precondition precondition) {
        List<ConnectorVersionEntity> all = access.held(caller, Verb.UPDATE, id);
        Optional<ConnectorVersionEntity> draft = draftOf(all);
        precondition.require(draft.orElseGet(() -> PickedVersion.of(all)).updatedAt());
        if (draft.isPresent()) {
            return update(caller, draft.get(), change);
        }
        ConnectorVersionEntity newest = all.getLast();
        Content content = changed(newest, change);
        return content.parsed().hash().equals(newest.hash()) ? definitions.open(newest) : succeed(caller, all, content);
    }

    /** Makes a draft of the newest version; refused while there is one. */
    @Transactional
    public ConnectorVersion addVersion(ActorPrincipal caller, ResourceId id, DraftChange change) {
        List<ConnectorVersionEntity> all = access.held(caller, Verb.CREATE, id);
        draftOf(all).ifPresent(draft -> {
            throw new AuthProxyException(
                    ErrorCode.DRAFT_EXISTS, "version " + draft.key().version() + " is a draft: publish or archive it");
        });
        return succeed(caller, all, changed(all.getLast(), change));
    }

    /** Changes a version that is a draft. */
    @Transactional
    public ConnectorVersion changeVersion(
            ActorPrincipal caller, ResourceId id, int version, DraftChange change, Precondition precondition) {
        ConnectorVersionEntity row = ConnectorAccess.version(access.held(caller, Verb.UPDATE, id), version);
        precondition.require(row.updatedAt());
        if (row.state() != VersionState.DRAFT) {
            throw new AuthProxyException(
                    ErrorCode.NOT_DRAFT,
                    "version " + version + " is " + row.state().text() + ": only a draft can be changed");
        }
        return update(caller, row, change);
    }

    private static Optional<ConnectorVersionEntity> draftOf(List<ConnectorVersionEntity> all) {
        return all.stream().filter(row -> row.state() == VersionState.DRAFT).findFirst();
    }

    private Content changed(ConnectorVersionEntity row, DraftChange change) {
        return contents.changed(row.namespace(), Content.of(definitions.open(row)), change);
    }

    private ConnectorVersion succeed(ActorPrincipal caller, List<ConnectorVersionEntity> all, Content content) {
        ConnectorVersionEntity newest = all.getLast();
        ConnectorVersionKey key =
                new ConnectorVersionKey(newest.key().id(), newest.key().version() + 1);
        return add(caller, key, newest.namespace(), content);
    }

    private ConnectorVersion add(
            ActorPrincipal caller, ConnectorVersionKey key, NamespacePath namespace, Content content) {
        ConnectorVersionEntity row =
                new ConnectorVersionEntity(clock, key, namespace, content.labels(), content.annotations());
        seal(row, content);
        versions.saveAndFlush(row);
        return told(caller, AuditAction.CONNECTOR_CREATE, null, row);
    }

    private ConnectorVersion update(ActorPrincipal caller, ConnectorVersionEntity draft, DraftChange change) {
        Map<String, Object> before = ConnectorAudit.members(draft);
        Content content = changed(draft, change);
        draft.describe(content.labels(), content.annotations(), clock);
        seal(draft, content);
        return told(caller, AuditAction.CONNECTOR_UPDATE, before, draft);
    }

    private void seal(ConnectorVersionEntity row, Content content) {
        definitions.seal(
                row,
                content.parsed().document(),
                content.parsed().definition().appearance().displayName(),
                content.parsed().hash());
    }

    private ConnectorVersion told(
            ActorPrincipal caller,
            AuditAction action,
            @Nullable Map<String, Object> before,
            ConnectorVersionEntity row) {
        news.changed(caller, action, before, row);
        return definitions.open(row);
    }
}
