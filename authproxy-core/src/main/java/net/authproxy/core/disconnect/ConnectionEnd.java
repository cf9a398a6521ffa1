package net.authproxy.core.disconnect;

import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.oauth2.AccessTokens;
import org.springframework.transaction.annotation.Transactional;

/** Wipes everything secret and ends the row, in one transaction. */
class ConnectionEnd {

    private final ConnectionStore connections;
    private final AccessTokens tokens;

    ConnectionEnd(ConnectionStore connections, AccessTokens tokens) {
        this.connections = connections;
        this.tokens = tokens;
    }

    /** @param revocation what became of the grant, for audit and listeners */
    @Transactional
    public void finish(Connection connection, String revocation) {
        tokens.wipe(connection.id());
        connections.finishDisconnect(connection.id(), revocation);
    }
}
