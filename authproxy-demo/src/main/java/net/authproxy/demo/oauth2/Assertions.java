package net.authproxy.demo.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks assertions of RFC 7523: signature, audience, times, and that each comes once. Event loop only. */
final class Assertions {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    Assertions(Clock clock) {
        this.clock = clock;
    }

    /** The issuer as the assertion says, unchecked; empty when it is no signed token. */
    static Optional<String> issuer(String assertion) {
        try {
            return Optional.ofNullable(
                    SignedJWT.parse(assertion).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** The claims of a good assertion; empty when any check fails. */
    Optional<JWTClaimsSet> check(String assertion, PublicKey key, Set<String> audiences) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = jwt.verify(verifier(key))
                    && claims.getAudience().stream().anyMatch(audiences::contains)
                    && isCurrent(claims)
                    && (claims.getJWTID() == null || seen.add(claims.getIssuer() + " " + claims.getJWTID()));
            return good ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private boolean isCurrent(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        return expires != null
                && now.isBefore(expires.toInstant())
                && expires.toInstant().isBefore(now.plus(LONGEST).plusSeconds(60))
                && (notBefore == null || !now.plusSeconds(60).isBefore(notBefore.toInstant()));
    }

    private static JWSVerifier verifier(PublicKey key) throws JOSEException {
        return switch (key) {
            case RSAPublicKey rsa -> new RSASSAVerifier(rsa);
            case ECPublicKey ec -> new ECDSAVerifier(ec);
            default -> throw new JOSEException("an RSA or EC key is wanted");
        };
    }
}
