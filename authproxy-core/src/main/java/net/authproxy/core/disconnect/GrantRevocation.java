package net.authproxy.core.disconnect;

import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.oauth2.TokenRevoker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a connection's grant back to its provider (contract 8.6). Blocks. */
class GrantRevocation {

    private static final Logger log = LoggerFactory.getLogger(GrantRevocation.class);

    private final TokenRevoker revoker;
    private final CredentialVault vault;

    GrantRevocation(TokenRevoker revoker, CredentialVault vault) {
        this.revoker = revoker;
        this.vault = vault;
    }

    /**
     * How it went: {@code revoked}, {@code not_supported} or {@code failed}.
     *
     * @param lastAttempt whether a failure is final
     * @throws TokenEndpointException when it failed and may work later
     */
    String revoke(SealedConnection sealed, boolean lastAttempt) {
        try {
            return switch (revoker.revoke(sealed, vault.openConfiguration(sealed))) {
                case REVOKED -> "revoked";
                case NOT_SUPPORTED, NOTHING -> "not_supported";
            };
        } catch (TokenEndpointException e) {
            boolean mayHelp = e.kind() != TokenEndpointException.Kind.CLIENT_REJECTED;
            if (mayHelp && !lastAttempt) {
                throw e;
            }
            log.warn(
                    "reason=grant_not_revoked connection={} error={}",
                    sealed.connection().id(),
                    e.error());
            return "failed";
        }
    }
}
