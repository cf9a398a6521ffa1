package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtClaimsTests {

    @Test
    void readsEveryClaimOfTheContract() {
        JwtClaims claims = claims("""
                {"sub":"bob","namespace":"root.a","aud":["api","public"],"exp":20,"iat":10,"nbf":11,"jti":"jti_1",
                 "iss":"auth-proxy","nonce":"non_0123456789abcdefABC","actor":{"external_id":"bob"},"actor_signed":true,
                 "system_signed":false,"act":{"sub":"act_1"},"permissions":[]}""");

        assertThat(claims.subject()).contains("bob");
        assertThat(claims.namespace()).contains("root.a");
        assertThat(claims.audience()).containsExactly("api", "public");
        assertThat(claims.expiresAt()).contains(Instant.ofEpochSecond(20));
        assertThat(claims.issuedAt()).contains(Instant.ofEpochSecond(10));
        assertThat(claims.notBefore()).contains(Instant.ofEpochSecond(11));
        assertThat(claims.jwtId()).contains("jti_1");
        assertThat(claims.issuer()).contains("auth-proxy");
        assertThat(claims.nonce()).contains("non_0123456789abcdefABC");
        assertThat(claims.actor().orElseThrow().path("external_id").asString()).isEqualTo("bob");
        assertThat(claims.act()).isPresent();
        assertThat(claims.actorSigned()).isTrue();
        assertThat(claims.systemSigned()).isFalse();
        assertThat(claims.claim("permissions").orElseThrow().isArray()).isTrue();
        assertThat(claims).asString().doesNotContain("bob");
    }

    @Test
    void givesNothingForAbsentClaims() {
        JwtClaims claims = claims("{}");

        assertThat(claims.subject()).isEmpty();
        assertThat(claims.audience()).isEmpty();
        assertThat(claims.expiresAt()).isEmpty();
        assertThat(claims.nonce()).isEmpty();
        assertThat(claims.actor()).isEmpty();
        assertThat(claims.actorSigned()).isFalse();
        assertThat(claims.systemSigned()).isFalse();
        assertThat(claims.claim("permissions")).isEmpty();
        assertThat(claims("{\"permissions\":null}").claim("permissions")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"5\"",
                "5.0",
                "5e3",
                "-1",
                "[5]",
                "null",
                "true",
                "1e300",
                "253402300800",
                "99999999999999999999"
            })
    void refusesTimesThatAreNoWholeSeconds(String value) {
        assertMalformed("exp", "{\"exp\":" + value + "}", JwtClaims::expiresAt);
        assertMalformed("iat", "{\"iat\":" + value + "}", JwtClaims::issuedAt);
        assertMalformed("nbf", "{\"nbf\":" + value + "}", JwtClaims::notBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{}", "[1]", "[\"api\",null]", "[[\"api\"]]", "null", "true"})
    void refusesAudiencesThatAreNoTexts(String value) {
        assertMalformed("aud", "{\"aud\":" + value + "}", JwtClaims::audience);
    }

    @Test
    void takesAudiencesAsTheyStand() {
        assertThat(claims("{\"aud\":[]}").audience()).isEmpty();
        assertThat(claims("{\"aud\":\"api\"}").audience()).containsExactly("api");
        assertThat(claims("{\"aud\":\"api\\u0000\"}").audience()).containsExactly("api\0");
        assertThat(claims("{\"aud\":[\"API\",\"api \"]}").audience()).containsExactly("API", "api ");
    }

    @Test
    void refusesSubjectsOutOfForm() {
        String longest = "é".repeat(255);

        assertThat(claims("{\"sub\":\"" + longest + "\"}").subject()).contains(longest);
        assertThat(claims("{\"sub\":\"" + "😀".repeat(255) + "\"}").subject()).isPresent();
        for (String value : new String[] {
            "\"\"",
            "\"" + longest + "x\"",
            "\"a\\u0000\"",
            "\"a\\nb\"",
            "\"a\\u007f\"",
            "\"a\\u0085\"",
            "1",
            "null",
            "[\"a\"]"
        }) {
            assertMalformed("sub", "{\"sub\":" + value + "}", JwtClaims::subject);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"non_0123456789abcde\"",
                "\"NON_0123456789abcdef\"",
                "\"0123456789abcdef\"",
                "\"non_0123456789abcde-\"",
                "\"non_0123456789abcdef\\n\"",
                "\"\"",
                "7",
                "null",
                "[]"
            })
    void refusesNoncesOutOfForm(String value) {
        assertMalformed("nonce", "{\"nonce\":" + value + "}", JwtClaims::nonce);
    }

    @Test
    void refusesOtherClaimsOutOfForm() {
        assertMalformed("nonce", "{\"nonce\":\"non_" + "a".repeat(65) + "\"}", JwtClaims::nonce);
        assertMalformed("jti", "{\"jti\":\"" + "a".repeat(129) + "\"}", JwtClaims::jwtId);
        assertMalformed("namespace", "{\"namespace\":null}", JwtClaims::namespace);
        assertMalformed("iss", "{\"iss\":[\"a\"]}", JwtClaims::issuer);
        assertMalformed("actor", "{\"actor\":\"bob\"}", JwtClaims::actor);
        assertMalformed("actor", "{\"actor\":null}", JwtClaims::actor);
        assertMalformed("actor_signed", "{\"actor_signed\":\"true\"}", JwtClaims::actorSigned);
        assertMalformed("actor_signed", "{\"actor_signed\":1}", JwtClaims::actorSigned);
        assertMalformed("system_signed", "{\"system_signed\":null}", JwtClaims::systemSigned);
        assertMalformed("actor_signed", "{\"actor_signed\":true,\"system_signed\":true}", JwtClaims::actorSigned);
        assertMalformed("system_signed", "{\"actor_signed\":true,\"system_signed\":true}", JwtClaims::systemSigned);
    }

    private static void assertMalformed(String claim, String json, Function<JwtClaims, ?> accessor) {
        ClaimException refusal = catchThrowableOfType(ClaimException.class, () -> accessor.apply(claims(json)));
        assertThat(refusal).as(json).isNotNull();
        assertThat(refusal.claim()).isEqualTo(claim);
    }

    private static JwtClaims claims(String json) {
        return JwtClaims.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
