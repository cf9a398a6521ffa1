package net.authproxy.core.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.Placement;
import net.authproxy.core.oauth2.StoredToken;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.TemplateValues;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the warm path needs it: everything that can be worked out beforehand, secrets still sealed.
 *
 * @param baseUrl rendered {@code proxy.base_url}; absent if there is none
 * @param values what placement templates may use besides the credentials
 * @param secretHeaders headers that the connector declares as secret
 * @param fault why what the connector asks for cannot be made of this connection; absent in the usual case. Told only to
 *     those who may call
 * @param tokens absent when the credential is no token
 * @param connectorType value of the label {@code type}; absent if there is none
 * @param tokens the OAuth2 tokens; absent when the credential is something else
 */
record ProxiedConnection(
        SealedConnection sealed,
        AllowedHosts allowedHosts,
        @Nullable BaseUrl baseUrl,
        List<Placement> placements,
        boolean needsBody,
        TemplateValues values,
        List<Decision.ConnectorHeader> headers,
        Map<String, SecretString> secretHeaders,
        Decision.Limits limits,
        @Nullable String connectorType,
        @Nullable String fault,
        @Nullable TokenUse tokens) {

    /**
     * The tokens of a connection that has such.
     *
     * @param token absent when there are none
     * @param skew a token that ends sooner is renewed first
     * @param patience longest wait for a renewal
     */
    record TokenUse(@Nullable StoredToken token, Duration skew, Duration patience) {}

    /** One that no call gets through. */
    static ProxiedConnection unusable(SealedConnection sealed, Decision.Limits limits, String fault) {
        return new ProxiedConnection(
                sealed,
                AllowedHosts.of(List.of()),
                null,
                List.of(),
                false,
                TemplateValues.NONE,
                List.of(),
                Map.of(),
                limits,
                sealed.connection().effectiveLabels().values().get("type"),
                fault,
                null);
    }

    Connection connection() {
        return sealed.connection();
    }

    /** Whether the connector wants no credential. */
    boolean isOpen() {
        return placements.isEmpty() && secretHeaders.isEmpty();
    }
}
