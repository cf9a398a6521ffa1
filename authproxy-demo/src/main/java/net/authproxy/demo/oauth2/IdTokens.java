package net.authproxy.demo.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs id tokens (RS256) and shows the public key. */
final class IdTokens {

    private static final int LIFE_SECONDS = 300;

    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    Answer keys() {
        return Answer.text(200, "application/json", new JWKSet(Key.PAIR.toPublicJWK()).toString());
    }

    /** An id token for the grant's person; null when the grant has none or {@code openid} was not granted. */
    @Nullable
    String sign(String issuer, Issued issued, FaultPlan plan) {
        Grant grant = issued.grant();
        Person person = grant.person;
        if (person == null || !issued.scopes().contains("openid")) {
            return null;
        }
        Instant now = clock.instant();
        Members claims = Members.NONE
                .with("iss", issuer)
                .with("sub", person.id())
                .with("aud", grant.clientId)
                .with("iat", now.getEpochSecond())
                .with("exp", now.getEpochSecond() + LIFE_SECONDS)
                .with("auth_time", grant.since.getEpochSecond());
        claims = grant.nonce == null ? claims : claims.with("nonce", grant.nonce);
        claims = issued.scopes().contains("profile") ? claims.with("name", person.name()) : claims;
        claims = issued.scopes().contains("email") ? claims.with("email", person.email()) : claims;
        for (Fault.IdTokenClaim change : plan.all(Fault.IdTokenClaim.class).toList()) {
            claims = change.json().equals("null")
                    ? claims.without(change.name())
                    : claims.set(change.name(), change.json());
        }
        return signed(claims);
    }

    private static String signed(Members claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(Key.PAIR.getKeyID())
                    .build();
            JWSObject token = new JWSObject(header, new Payload(claims.toJson()));
            token.sign(new RSASSASigner(Key.PAIR));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an id token", e);
        }
    }

    /** Made when first needed: it takes a moment. */
    private static final class Key {

        private static final RSAKey PAIR = make();

        private static RSAKey make() {
            try {
                return new RSAKeyGenerator(2048)
                        .keyID("demo-1")
                        .algorithm(JWSAlgorithm.RS256)
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException("every Java platform makes RSA keys", e);
            }
        }
    }
}
