package net.authproxy.core.setup;

import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.disconnect.ConnectionDisconnector;
import net.authproxy.core.oauth2.AccessTokens;

/**
 * Ends a connection whose first set-up is given up. Without tokens that is done at once; a grant is given back by the task
 * that disconnects, which tries again where this request would have to give up.
 */
class GrantEnd {

    private final ConnectionStore connections;
    private final AccessTokens tokens;
    private final ConnectionDisconnector disconnector;

    GrantEnd(ConnectionStore connections, AccessTokens tokens, ConnectionDisconnector disconnector) {
        this.connections = connections;
        this.tokens = tokens;
        this.disconnector = disconnector;
    }

    /** Part of a transaction. */
    void begin(RunningSetup setup) {
        if (tokens.current(setup.id()).isPresent()) {
            connections.beginDisconnect(setup.id());
        } else {
            connections.finishDisconnect(setup.id());
        }
    }

    /** After that transaction. */
    void finish(String connectionId) {
        if (connections.isDisconnecting(connectionId)) {
            disconnector.resume(connectionId);
        }
    }
}
