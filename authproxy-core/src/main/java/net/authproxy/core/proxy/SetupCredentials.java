package net.authproxy.core.proxy;

import java.util.Map;
import java.util.Optional;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.credential.StagedSetup;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.StoredToken;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.secret.SecretString;
import tools.jackson.databind.node.ObjectNode;

/** The credential of a connection for calls of our own: what a running set-up has brought comes before what is in force. */
class SetupCredentials {

    private final CredentialVault vault;
    private final AccessTokens tokens;
    private final TokenRenewal renewal;

    SetupCredentials(CredentialVault vault, AccessTokens tokens, TokenRenewal renewal) {
        this.vault = vault;
        this.tokens = tokens;
        this.renewal = renewal;
    }

    /** The connection with a token that can be used, if it uses one that is in force. */
    ProxiedConnection fresh(ProxiedConnection connection) {
        return staged(connection.sealed()).flatMap(StagedSetup::tokens).isEmpty() && renewal.isDue(connection)
                ? renewal.beforeUse(connection)
                : connection;
    }

    /** The fields for its placements; empty for a connection that wants no credential. */
    Map<String, SecretString> fields(ProxiedConnection connection, Destination destination) {
        if (connection.placements().isEmpty()) {
            return Map.of();
        }
        Optional<StagedSetup> staged = staged(connection.sealed());
        ProxiedConnection.TokenUse use = connection.tokens();
        if (use == null) {
            Optional<ObjectNode> fields = staged.flatMap(StagedSetup::credentials);
            return fields.isPresent()
                    ? CredentialVault.fields(fields.get())
                    : vault.open(connection.sealed(), destination);
        }
        Optional<ObjectNode> fresh = staged.flatMap(StagedSetup::tokens);
        if (fresh.isPresent()) {
            String token = fresh.get().path(ReadyCredentials.ACCESS_TOKEN).asString("");
            return Map.of(ReadyCredentials.ACCESS_TOKEN, SecretString.of(token));
        }
        StoredToken stored = use.token();
        if (stored == null) {
            throw TokenRenewal.needsReauth();
        }
        SecretString opened = tokens.open(connection.connection().namespace(), stored, destination);
        return Map.of(ReadyCredentials.ACCESS_TOKEN, opened);
    }

    private Optional<StagedSetup> staged(SealedConnection sealed) {
        return vault.openStaged(sealed);
    }
}
