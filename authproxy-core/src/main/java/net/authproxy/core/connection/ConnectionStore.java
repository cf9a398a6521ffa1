package net.authproxy.core.connection;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.authproxy.core.audit.AuditAction;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.VersionUsage;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.storage.Subtree;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The connection's state machine as set-up, disconnect and proxy drive it; they have checked the caller (contract 7.3). */
@SystemOperation
public class ConnectionStore implements VersionUsage {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionRepository connections;
    private final NamespaceService namespaces;
    private final ConnectorService connectors;
    private final FieldCipher cipher;
    private final AuditTrail audit;
    private final ConnectionNews news;
    private final Clock clock;

    ConnectionStore(
            ConnectionRepository connections,
            NamespaceService namespaces,
            ConnectorService connectors,
            FieldCipher cipher,
            AuditTrail audit,
            ConnectionNews news,
            Clock clock) {
        this.connections = connections;
        this.namespaces = namespaces;
        this.connectors = connectors;
        this.cipher = cipher;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /** Makes a connection in state {@code created}. */
    @Transactional
    public Connection create(NewConnection wanted, @Nullable String setupStep) {
        ConnectionEntity connection = new ConnectionEntity(clock, wanted);
        project(connection);
        connection.setSetup(setupStep, null);
        return connections.save(connection).toConnection();
    }

    void project(ConnectionEntity connection) {
        connection.setEffectiveLabels(new EffectiveLabels(namespaces, connectors).of(connection));
    }

    /** Works out the effective labels of these connections anew, as far as they are live. */
    @Transactional
    public void projectLabels(List<String> ids) {
        EffectiveLabels effective = new EffectiveLabels(namespaces, connectors);
        for (ConnectionEntity connection : connections.findAllLocked(ids)) {
            Labels labels = effective.of(connection);
            if (!labels.equals(connection.toConnection().effectiveLabels())) {
                connection.setEffectiveLabels(labels);
                connection.touch(clock);
                news.announce(ChangeTopic.CONNECTION, connection.getId());
            }
        }
    }

    /** A live connection with its secrets sealed; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<SealedConnection> find(String id) {
        return connections.findLive(id).map(ConnectionEntity::toSealed);
    }

    /** The same, and nobody else changes it until the running transaction ends. */
    @Transactional
    public Optional<SealedConnection> findForChange(String id) {
        return connections.findLocked(id).map(ConnectionEntity::toSealed);
    }

    /** Moves the running set-up to another step. */
    @Transactional
    public Connection moveSetup(String id, String step, @Nullable String error) {
        return change(id, connection -> connection.setSetup(step, error));
    }

    /** Stores credentials, sealed for exactly this row. */
    @Transactional
    public Connection storeCredentials(String id, byte[] credentials) {
        return change(
                id,
                connection -> connection.storeCredentials(
                        seal(connection, Purpose.CONNECTION_CREDENTIALS, credentials), now()));
    }

    /** Stores configuration, sealed for exactly this row. */
    @Transactional
    public Connection storeConfiguration(String id, byte[] configuration) {
        return change(
                id,
                connection -> connection.storeConfiguration(
                        seal(connection, Purpose.CONNECTION_CONFIGURATION, configuration), now()));
    }

    private EncryptedField seal(ConnectionEntity connection, Purpose purpose, byte[] plaintext) {
        return cipher.seal(purpose, connection.namespace(), connection.getId(), plaintext);
    }

    /** Puts these values into the configuration; nothing happens when there are none. */
    @Transactional
    public void mergeConfiguration(String id, Map<String, JsonNode> values) {
        if (!values.isEmpty()) {
            change(id, connection -> {
                ObjectNode merged = configuration(connection);
                values.forEach(merged::set);
                byte[] plain = JSON.writeValueAsString(merged).getBytes(StandardCharsets.UTF_8);
                connection.storeConfiguration(seal(connection, Purpose.CONNECTION_CONFIGURATION, plain), now());
            });
        }
    }

    private ObjectNode configuration(ConnectionEntity connection) {
        EncryptedField stored = connection.toSealed().configuration();
        return stored == null
                ? JSON.createObjectNode()
                : (ObjectNode) JSON.readTree(cipher.open(
                        Purpose.CONNECTION_CONFIGURATION, connection.namespace(), connection.getId(), stored));
    }

    /** Notes whether the connection works, and why not; a change is told to {@link ConnectionEvent} listeners. */
    @Transactional
    public void noteHealth(String id, ConnectionHealth health, @Nullable String reason) {
        connections.findLocked(id).ifPresent(connection -> {
            Connection before = connection.toConnection();
            connection.setHealth(health, reason, now());
            if (before.health() != health || !Objects.equals(before.healthReason(), reason)) {
                connection.touch(clock);
                news.announce(ChangeTopic.CONNECTION, id);
                news.tellHealth(before, connection.toConnection());
            }
        });
    }

    /** Calls the connection unhealthy for this reason, unless it is so for another one. */
    @Transactional
    public void noteUnhealthy(String id, String reason) {
        connections
                .findLocked(id)
                .filter(found -> found.toConnection().health() != ConnectionHealth.UNHEALTHY)
                .ifPresent(found -> noteHealth(id, ConnectionHealth.UNHEALTHY, reason));
    }

    /** Calls the connection healthy if it is unhealthy for one of these reasons. */
    @Transactional
    public void heal(String id, Set<String> reasons) {
        connections.findLocked(id).map(ConnectionEntity::toConnection).ifPresent(found -> {
            String reason = found.healthReason();
            if (found.health() == ConnectionHealth.UNHEALTHY && reason != null && reasons.contains(reason)) {
                noteHealth(id, ConnectionHealth.HEALTHY, null);
            }
        });
    }

    /** Notes whose account the connection speaks for. */
    @Transactional
    public Connection setAccount(String id, String accountId, @Nullable String name) {
        return change(id, connection -> connection.setAccount(accountId, name));
    }

    /** Notes where the user goes when the running set-up is done. */
    @Transactional
    public Connection setReturnTo(String id, String url) {
        return change(id, connection -> connection.setReturnTo(url));
    }

    /** Keeps what the running set-up of a ready connection has brought, apart from what is in force. */
    @Transactional
    public Connection stage(String id, byte[] staged) {
        return change(
                id, connection -> connection.setStaged(seal(connection, Purpose.CONNECTION_STAGED, staged), now()));
    }

    /** Ends the set-up: the connection may be used. */
    @Transactional
    public Connection becomeReady(String id) {
        Connection ready = change(id, connection -> {
            connection.setState(ConnectionState.READY);
            endSetup(connection);
        });
        news.tell(ConnectionEvent.Kind.READY, ready);
        return ready;
    }

    /** Drops the running set-up of a connection that stays as it is. */
    @Transactional
    public Connection dropSetup(String id) {
        return change(id, ConnectionStore::endSetup);
    }

    private static void endSetup(ConnectionEntity connection) {
        connection.setSetup(null, null);
        connection.setReturnTo(null);
        connection.dropStaged();
    }

    /** Ends the set-up of a ready connection whose new values have been stored. */
    @Transactional
    public Connection finishSetup(String id, boolean reauthorized) {
        Connection done = change(id, ConnectionStore::endSetup);
        if (reauthorized) {
            noteHealth(id, ConnectionHealth.HEALTHY, null);
            news.tell(ConnectionEvent.Kind.REAUTHORIZED, done);
        }
        return done;
    }

    /** Live connections whose set-up nobody has touched since then, at most so many. */
    @Transactional(readOnly = true)
    public List<Connection> staleSetups(Instant untouchedSince, int limit) {
        return connections.findStaleSetups(untouchedSince, Limit.of(limit)).stream()
                .map(ConnectionEntity::toConnection)
                .toList();
    }

    /** Ids of live connections that stand at that step of their set-up. */
    @Transactional(readOnly = true)
    public List<String> atSetupStep(String step) {
        return connections.findAtSetupStep(step);
    }

    /** Announces the end; from now on it does not proxy. Nothing happens when that was done before. */
    @Transactional
    public Connection beginDisconnect(String id) {
        ConnectionEntity present = connections.findLocked(id).orElseThrow(Authorizer::notFound);
        return present.state() == ConnectionState.DISCONNECTING
                ? present.toConnection()
                : change(id, connection -> connection.setState(ConnectionState.DISCONNECTING));
    }

    /** Overwrites all secrets and deletes the row softly. Nothing happens when it is gone already. */
    @Transactional
    public void finishDisconnect(String id) {
        finishDisconnect(id, "not_supported");
    }

    /**
     * The same after the grant was given back, or not.
     *
     * @param revocation {@code revoked}, {@code failed} or {@code not_supported}
     */
    @Transactional
    public void finishDisconnect(String id, String revocation) {
        connections.findLocked(id).ifPresent(connection -> {
            Connection before = connection.toConnection();
            connection.wipeSecrets();
            connection.setState(ConnectionState.DISCONNECTED);
            connection.setSetup(null, null);
            connection.markDeleted(clock);
            news.announce(ChangeTopic.CONNECTION, id);
            news.tell(ConnectionEvent.Kind.DISCONNECTED, connection.toConnection(), revocation);
            audit.recordSystem(
                    ConnectionAudit.event(AuditAction.CONNECTION_DISCONNECTED, before, connection.toConnection())
                            .with("revocation", revocation));
        });
    }

    @Override
    @Transactional(readOnly = true)
    public long liveConnections(String connectorId, int version) {
        return connections.countLive(connectorId, version);
    }

    /** Live connections in exactly that namespace. */
    @Transactional(readOnly = true)
    public long countLive(String namespace) {
        return connections.countLive(namespace);
    }

    /** Live connections there and below. */
    @Transactional(readOnly = true)
    public long countLive(Subtree where) {
        return connections.countLive(where);
    }

    /** Ids of live connections there and below, in order, at most so many, all behind the given one. */
    @Transactional(readOnly = true)
    public List<String> liveIds(Subtree where, String after, int limit) {
        return connections.findLiveIds(where, after, Limit.of(limit));
    }

    /** Announces the end of all of them that are still live; what is ending already is left as it is. */
    @Transactional
    public void beginDisconnects(List<String> ids) {
        for (ConnectionEntity connection : connections.findAllLocked(ids)) {
            if (connection.state() != ConnectionState.DISCONNECTING) {
                connection.setState(ConnectionState.DISCONNECTING);
                connection.touch(clock);
                news.announce(ChangeTopic.CONNECTION, connection.getId());
            }
        }
    }

    /** Whether the disconnect of that connection was begun and not finished. */
    @Transactional(readOnly = true)
    public boolean isDisconnecting(String id) {
        return connections
                .findLive(id)
                .filter(found -> found.state() == ConnectionState.DISCONNECTING)
                .isPresent();
    }

    /** Ids of connections whose disconnect was begun and not finished. */
    @Transactional(readOnly = true)
    public List<String> disconnecting() {
        return connections.findDisconnecting();
    }

    private Connection change(String id, Consumer<ConnectionEntity> what) {
        ConnectionEntity connection = connections.findLocked(id).orElseThrow(Authorizer::notFound);
        if (connection.state() == ConnectionState.DISCONNECTING) {
            throw new AuthProxyException(ErrorCode.CONNECTION_NOT_READY, "the connection is being disconnected")
                    .with("state", connection.state().text());
        }
        what.accept(connection);
        connection.touch(clock);
        news.announce(ChangeTopic.CONNECTION, id);
        return connection.toConnection();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
