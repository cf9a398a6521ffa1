package net.authproxy.core.oauth2;

import java.util.Optional;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;
import org.springframework.transaction.annotation.Transactional;

/** The tokens that connections have, for whoever has checked the caller. */
@SystemOperation
public class AccessTokens {

    private final TokenStore tokens;
    private final TokenSealer sealer;
    private final Changes changes;

    AccessTokens(TokenStore tokens, TokenSealer sealer, Changes changes) {
        this.tokens = tokens;
        this.sealer = sealer;
        this.changes = changes;
    }

    /** The connection's present tokens; empty when it has none. */
    public Optional<StoredToken> current(String connectionId) {
        return tokens.current(connectionId);
    }

    /**
     * The access token in clear.
     *
     * @param destination proof that the place it goes to was checked
     */
    public SecretString open(NamespacePath namespace, StoredToken token, Destination destination) {
        return sealer.accessToken(namespace, token);
    }

    /** Stores what an authorization brought, in place of whatever there was. Part of a running transaction. */
    @Transactional
    public StoredToken store(OAuth2Client client, TokenAnswer answer) {
        String id = client.connection().id();
        if (!tokens.store(sealer.row(client, answer, null), null)) {
            throw new IllegalStateException("the connection's tokens were replaced by another transaction");
        }
        changes.announce(ChangeTopic.CONNECTION, id);
        return tokens.current(id).orElseThrow();
    }

    /** Overwrites all tokens of the connection with nothing. */
    @Transactional
    public void wipe(String connectionId) {
        tokens.wipe(connectionId);
        changes.announce(ChangeTopic.CONNECTION, connectionId);
    }
}
