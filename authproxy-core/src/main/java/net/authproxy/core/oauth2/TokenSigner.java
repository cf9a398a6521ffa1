package net.authproxy.core.oauth2;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.connector.definition.ClientAssertion;
import net.authproxy.core.connector.definition.JwtAssertion;
import net.authproxy.core.connector.definition.KeyReference;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.template.Template;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.KeyType;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.SignatureAlgorithm;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs what a client shows instead of a secret, and the assertions of the JWT bearer grant (RFC 7523). */
class TokenSigner {

    private final IdGenerator ids;
    private final Clock clock;

    TokenSigner(IdGenerator ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** The assertion that authenticates the client (RFC 7523 2.2). */
    String clientAssertion(OAuth2Client client, ClientAssertion rules, String endpoint) {
        String id = client.id();
        Map<String, Object> claims = timed(rules.lifetime());
        claims.put("iss", id == null ? "" : id);
        claims.put("sub", id == null ? "" : id);
        claims.put("aud", rules.audience() == null ? endpoint : rules.audience());
        return sign(client, claims, rules.key(), rules.algorithm(), rules.keyId());
    }

    /** The assertion that stands for the grant (RFC 7523 2.1). */
    String grantAssertion(OAuth2Client client, JwtAssertion rules, String endpoint) {
        Map<String, Object> claims = timed(rules.lifetime());
        client.render(rules.claims()).forEach(claims::put);
        put(claims, "iss", client, rules.issuer());
        put(claims, "sub", client, rules.subject());
        claims.put("aud", rules.audience() == null ? endpoint : client.render(rules.audience()));
        Template kid = rules.keyId();
        return sign(client, claims, rules.key(), rules.algorithm(), kid == null ? null : client.render(kid));
    }

    private static void put(Map<String, Object> claims, String name, OAuth2Client client, @Nullable Template value) {
        if (value != null) {
            claims.put(name, client.render(value));
        }
    }

    private Map<String, Object> timed(Duration lifetime) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iat", now);
        claims.put("exp", now + Math.max(1, lifetime.toSeconds()));
        claims.put("jti", ids.nextText(IdType.JWT));
        return claims;
    }

    private static String sign(
            OAuth2Client client,
            Map<String, Object> claims,
            KeyReference reference,
            @Nullable String algorithm,
            @Nullable String keyId) {
        try {
            String text = switch (reference) {
                case KeyReference.Stored stored ->
                    stored.value().resolve(client.source()).expose();
                case KeyReference.FromConfiguration from ->
                    client.render(Template.compile("{{cfg." + from.key() + "}}"));
            };
            SignatureAlgorithm rsa = SignatureAlgorithm.named(algorithm == null ? "" : algorithm)
                    .filter(named -> named.keyType() == KeyType.RSA)
                    .orElse(SignatureAlgorithm.RS256);
            SigningKey key = PrivateKeys.parse(text, null, rsa);
            if (algorithm != null && !key.algorithm().text().equals(algorithm)) {
                throw OAuth2Client.unusable("the key does not fit the algorithm " + algorithm, null);
            }
            return JwsSigner.sign(claims, key, keyId);
        } catch (KeyRejectedException | AuthProxyException e) {
            throw OAuth2Client.unusable("the signing key cannot be used", e);
        }
    }
}
