package net.authproxy.core.oauth2;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connector.definition.AuthorizationEndpoint;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.RevocationEndpoint;
import net.authproxy.core.connector.definition.TemplatedValue;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.outbound.OutboundUrl;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;
import org.jspecify.annotations.Nullable;

/**
 * AuthProxy as a client of one connection's provider: the definition with this connection's values filled in.
 *
 * @param rules the connector's {@code auth} block
 * @param hosts where anything of this client may be sent
 */
public record OAuth2Client(
        Connection connection,
        OAuth2 rules,
        ProviderMetadata metadata,
        AllowedHosts hosts,
        TemplateValues values,
        ValueSource source) {

    /** Our id at the provider; absent if the grant needs none. */
    @Nullable
    String id() {
        TemplatedValue id = rules.client().id();
        return id == null ? null : render(id).expose();
    }

    /** Our secret there; absent for public clients and signed assertions. */
    @Nullable
    SecretString secret() {
        TemplatedValue secret = rules.client().secret();
        return secret == null ? null : render(secret);
    }

    /** The issuer that authorization answers and id tokens must name; absent if nobody says. */
    public @Nullable String issuer() {
        return rules.issuer() == null ? metadata.issuer() : rules.issuer();
    }

    /** Whether an authorization answer without {@code iss} is refused. */
    public boolean requiresIssuer() {
        return metadata.sendsIssuer();
    }

    String authorizationUrl() {
        AuthorizationEndpoint endpoint = rules.authorization();
        return url(endpoint == null ? null : endpoint.endpoint(), metadata.authorizationEndpoint(), "authorization");
    }

    String tokenUrl() {
        return url(rules.token().endpoint(), metadata.tokenEndpoint(), "token");
    }

    String refreshUrl() {
        Template own = rules.refresh().endpoint();
        return own == null ? tokenUrl() : url(own, null, "refresh");
    }

    /** Absent if tokens cannot be revoked there. */
    @Nullable
    String revocationUrl() {
        RevocationEndpoint endpoint = rules.revocation();
        return endpoint == null ? null : url(endpoint.endpoint(), metadata.revocationEndpoint(), "revocation");
    }

    private String url(@Nullable Template own, @Nullable String discovered, String name) {
        try {
            String text = own == null ? discovered : own.renderUrl(values);
            if (text == null) {
                throw new TokenEndpointException(
                        Kind.CLIENT_REJECTED, "no_endpoint", "the provider names no " + name + " endpoint", null, null);
            }
            return OutboundUrl.parse(text) == null ? "" : text;
        } catch (TemplateException | AuthProxyException e) {
            throw unusable(name + " endpoint " + e.getMessage(), e);
        }
    }

    SecretString render(TemplatedValue value) {
        try {
            return value.render(source, values);
        } catch (TemplateException | AuthProxyException e) {
            throw unusable("a value of the definition " + e.getMessage(), e);
        }
    }

    /** Renders all of them, in order. */
    Map<String, String> render(Map<String, TemplatedValue> templates) {
        Map<String, String> rendered = new LinkedHashMap<>();
        templates.forEach((name, value) -> rendered.put(name, render(value).expose()));
        return rendered;
    }

    String render(Template template) {
        try {
            return template.renderPlain(values);
        } catch (TemplateException e) {
            throw unusable("a value of the definition " + e.getMessage(), e);
        }
    }

    static TokenEndpointException unusable(String why, @Nullable RuntimeException cause) {
        return new TokenEndpointException(Kind.CLIENT_REJECTED, "client_unusable", why, null, cause);
    }

    /** What a grant must hold that the user was told is needed. */
    public Set<String> requiredScopes() {
        return rules.scopes().stream()
                .filter(OAuth2.Scope::required)
                .map(OAuth2.Scope::id)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "OAuth2Client[" + connection.id() + "]";
    }
}
