package net.authproxy.demo.host;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells AuthProxy who somebody is, by tokens signed with this application's own key. These are the lines that matter to
 * whoever embeds AuthProxy; docs/embedding.md walks through them.
 */
final class HandOff {

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final ECPrivateKey key;
    private final Clock clock;

    HandOff(ECPrivateKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Reads a PKCS#8 PEM file with a P-256 key. */
    static HandOff with(Path pem, Clock clock) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        return new HandOff((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(encoded), clock);
    }

    /** For the browser of this person: becomes a session of the marketplace, once, within a minute. */
    String forBrowser(Employee person) {
        return sign(person, "public", new JWTClaimsSet.Builder().claim("nonce", "non_" + random()));
    }

    /** For a call of this backend's own on behalf of the person. */
    String forApi(Employee person) {
        return sign(person, "api", new JWTClaimsSet.Builder());
    }

    private String sign(Employee person, String service, JWTClaimsSet.Builder claims) {
        Instant now = clock.instant();
        String namespace = person.tenant().namespace();
        claims.subject(person.id())
                .claim("namespace", namespace)
                .audience(service)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                // Makes the actor on first sight and keeps its permissions up to date.
                .claim(
                        "actor",
                        Map.of(
                                "external_id",
                                person.id(),
                                "namespace",
                                namespace,
                                "labels",
                                Map.of("role", person.role()),
                                "permissions",
                                permissions(namespace)));
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /** See what can be connected, and do everything with the connections of the own tenant: nothing else. */
    private static List<Map<String, Object>> permissions(String namespace) {
        return List.of(
                Map.of("namespace", "root", "resources", List.of("connectors"), "verbs", List.of("list", "get")),
                Map.of(
                        "namespace",
                        namespace,
                        "resources",
                        List.of("connections"),
                        "verbs",
                        List.of("list", "get", "create", "update", "disconnect", "proxy")));
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
