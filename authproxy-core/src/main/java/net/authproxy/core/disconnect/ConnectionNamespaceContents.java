package net.authproxy.core.disconnect;

import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.namespace.NamespaceContents;
import net.authproxy.core.shared.storage.Subtree;

/** Connections of a namespace that ends: each is disconnected in the regular way, credentials wiped and grants revoked. */
@SystemOperation
class ConnectionNamespaceContents implements NamespaceContents {

    private static final int BATCH = 200;

    private final ConnectionStore store;
    private final ConnectionDisconnector disconnector;

    ConnectionNamespaceContents(ConnectionStore store, ConnectionDisconnector disconnector) {
        this.store = store;
        this.disconnector = disconnector;
    }

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public long count(String namespace) {
        return store.countLive(namespace);
    }

    @Override
    public long count(Subtree where) {
        return store.countLive(where);
    }

    /** Begins all of them; their own tasks end them. */
    @Override
    public void endSome(Subtree where) {
        for (String id = ""; id != null; ) {
            id = disconnector.beginSome(where, id, BATCH);
        }
    }
}
