package net.authproxy.core.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.authproxy.core.encryption.GlobalKeyMaterial;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of contract 5.4 with their codes, and the keys of 5.3, on both databases. */
class TokenRefusalTests {

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    abstract static class Cases {

        private final DatabaseKind kind;
        private final TestInstallation site;

        Cases(DatabaseKind kind) {
            this.kind = kind;
            this.site = new TestInstallation(kind);
        }

        @AfterEach
        void close() {
            site.close();
        }

        @Test
        void acceptsEachKeyThatMayVouch() {
            Map<String, Object> system = site.claims("alice", "system_signed", true);
            system.put("iss", "auth-proxy");

            assertThat(site.outcome(site.claims("alice"), TestInstallation.ALICE))
                    .isEqualTo("ok");
            assertThat(site.outcome(site.claims("alice", "actor_signed", true), TestInstallation.ALICE))
                    .isEqualTo("ok");
            assertThat(site.outcome(site.claims("alice"), TestInstallation.ALICE, site.keyIdOf("alice")))
                    .isEqualTo("ok");
            assertThat(site.outcome(site.claims("alice"), TestInstallation.HOST))
                    .isEqualTo("ok");
            assertThat(site.outcome(site.claims("alice"), TestInstallation.HOST_OLD))
                    .isEqualTo("ok");
            assertThat(site.outcome(system, site.systemKey())).isEqualTo("ok");
        }

        @Test
        void anyWrongKeyIsAnInvalidToken() {
            SigningKey system = site.systemKey();

            assertThat(List.of(
                            site.outcome(site.claims("alice"), TestInstallation.STRANGER),
                            site.outcome(site.claims("alice"), TestInstallation.INES),
                            site.outcome(site.claims("alice"), system),
                            site.outcome(site.claims("alice", "actor_signed", true), TestInstallation.HOST),
                            site.outcome(site.claims("alice", "actor_signed", true), system),
                            site.outcome(site.claims("alice", "system_signed", true), TestInstallation.HOST),
                            site.outcome(site.claims("alice", "system_signed", true), TestInstallation.ALICE),
                            site.outcome(site.claims("alice"), TestInstallation.ALICE, site.keyIdOf("ines")),
                            site.outcome(site.claims("alice"), TestInstallation.ALICE, "SHA256:unknown"),
                            site.outcome(site.claims("nobody"), TestInstallation.ALICE),
                            site.outcome(site.claims("alice", "namespace", "root.team"), TestInstallation.ALICE)))
                    .containsOnly("invalid_token");
        }

        @ParameterizedTest
        @CsvSource({"a.b.c", "x", "..", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."})
        void whatIsNoTokenIsAnInvalidToken(String text) {
            assertThat(site.outcome(text)).isEqualTo("invalid_token");
        }

        @Test
        void headersThatAreNotOneBearerTokenAreRefused() {
            String token = JwsSigner.sign(site.claims("alice"), TestInstallation.ALICE, null);
            TokenAuthenticator authenticator = site.core().get(TokenAuthenticator.class);

            assertThat(authenticator
                            .authenticate(List.of("bEaReR " + token), "api")
                            .externalId())
                    .isEqualTo("alice");
            for (List<String> headers : List.of(
                    List.of("Bearer  " + token),
                    List.of("Bearer"),
                    List.of("Bearer "),
                    List.of("Basic " + token),
                    List.of(token),
                    List.of("Bearer\t" + token),
                    List.of("Bearer " + token, "Bearer " + token))) {
                assertThatThrownBy(() -> authenticator.authenticate(headers, "api"))
                        .isInstanceOfSatisfying(
                                AuthProxyException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TOKEN));
            }
            assertThatThrownBy(() -> authenticator.authenticate(List.of(), "api"))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }

        @Test
        void theAudienceMustNameThisServiceExactly() {
            for (Object wrong : Arrays.asList("public", "API", "api ", List.of(), List.of("public", "admin-api"), 7)) {
                assertThat(site.outcome(site.claims("alice", "aud", wrong), TestInstallation.ALICE))
                        .as("%s", wrong)
                        .isEqualTo("wrong_audience");
            }
            Map<String, Object> without = site.claims("alice");
            without.remove("aud");
            assertThat(site.outcome(without, TestInstallation.ALICE)).isEqualTo("wrong_audience");
            assertThat(site.outcome(site.claims("alice", "aud", List.of("public", "api")), TestInstallation.ALICE))
                    .isEqualTo("ok");
        }

        @ParameterizedTest
        @CsvSource({"-59, ok", "-60, token_expired", "-61, token_expired", "0, ok"})
        void expiryHasSixtySecondsOfSkew(long offset, String expected) {
            Map<String, Object> claims = site.claims("alice", "exp", site.now().getEpochSecond() + offset);
            claims.put("iat", site.now().getEpochSecond() - 100);

            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "nbf, 60, ok",
            "nbf, 61, token_not_yet_valid",
            "iat, 60, ok",
            "iat, 61, token_not_yet_valid",
            "nbf, 300, token_lifetime_invalid",
            "nbf, 301, token_lifetime_invalid"
        })
        void startHasSixtySecondsOfSkew(String claim, long offset, String expected) {
            Map<String, Object> claims = site.claims("alice", claim, site.now().getEpochSecond() + offset);

            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo(expected);
        }

        @Test
        void aTokenThatWasGoodEndsOnTimeAlthoughItIsRemembered() {
            String token = JwsSigner.sign(site.claims("alice"), TestInstallation.ALICE, null);
            assertThat(site.outcome(token)).isEqualTo("ok");

            site.core().pass(Duration.ofSeconds(359));
            assertThat(site.outcome(token)).isEqualTo("ok");
            site.core().pass(Duration.ofSeconds(1));
            assertThat(site.outcome(token)).isEqualTo("token_expired");
        }

        @Test
        void theLifetimeIsBounded() {
            long now = site.now().getEpochSecond();
            Map<String, Object> day = site.claims("alice", "exp", now + 86_400);
            Map<String, Object> longer = site.claims("alice", "exp", now + 86_401);
            Map<String, Object> withoutStart = site.claims("alice", "exp", now + 86_401);
            withoutStart.remove("iat");

            assertThat(site.outcome(day, TestInstallation.ALICE)).isEqualTo("ok");
            assertThat(site.outcome(longer, TestInstallation.ALICE)).isEqualTo("token_lifetime_invalid");
            assertThat(site.outcome(withoutStart, TestInstallation.ALICE)).isEqualTo("token_lifetime_invalid");
        }

        @Test
        void onlyTheActorsOwnKeyMayLeaveOutTheEnd() {
            Map<String, Object> open = site.claims("alice");
            open.remove("exp");
            Map<String, Object> bare = site.claims("alice");
            bare.remove("exp");
            bare.remove("iat");
            Map<String, Object> nonce = site.claims("alice", "nonce", "non_0123456789abcdef");
            nonce.remove("exp");
            String token = JwsSigner.sign(open, TestInstallation.ALICE, null);

            assertThat(site.outcome(token)).isEqualTo("ok");
            assertThat(site.outcome(open, TestInstallation.HOST)).isEqualTo("token_lifetime_invalid");
            assertThat(site.outcome(bare, TestInstallation.ALICE)).isEqualTo("token_lifetime_invalid");
            assertThat(site.outcome(nonce, TestInstallation.ALICE)).isEqualTo("token_lifetime_invalid");
            site.core().pass(Duration.ofSeconds(360));
            assertThat(site.outcome(token)).isEqualTo("token_expired");
        }

        @Test
        void theIssuerOfMintedTokensIsFixed() {
            Map<String, Object> none = site.claims("alice", "system_signed", true);
            Map<String, Object> other = site.claims("alice", "system_signed", true);
            other.put("iss", "somebody");

            assertThat(site.outcome(none, site.systemKey())).isEqualTo("wrong_issuer");
            assertThat(site.outcome(other, site.systemKey())).isEqualTo("wrong_issuer");
            assertThat(site.outcome(site.claims("alice", "iss", "anything"), TestInstallation.HOST))
                    .isEqualTo("ok");
        }

        @Test
        void otherIssuersMustBeAcceptedOnesWhenThereIsAList() {
            CoreContext.Setup strict = new CoreContext.Setup().policy(TestInstallation.policy(Set.of("host-app")));
            try (TestInstallation listed = new TestInstallation(strict.open(kind))) {
                assertThat(listed.outcome(listed.claims("alice", "iss", "host-app"), TestInstallation.HOST))
                        .isEqualTo("ok");
                assertThat(listed.outcome(listed.claims("alice", "iss", "other"), TestInstallation.HOST))
                        .isEqualTo("wrong_issuer");
                assertThat(listed.outcome(listed.claims("alice"), TestInstallation.ALICE))
                        .isEqualTo("wrong_issuer");
            }
        }

        @Test
        void systemTokensOutliveARotationOfTheGlobalKeyWhileThePreviousIsListed() {
            Map<String, Object> claims = site.claims("alice", "system_signed", true);
            claims.put("iss", "auth-proxy");
            SigningKey before = site.systemKey();
            GlobalKeyMaterial rotated = new GlobalKeyMaterial(CoreContext.key(2), List.of(CoreContext.key(1)));
            CoreContext.Setup setup = new CoreContext.Setup().keys(rotated).policy(TestInstallation.policy(Set.of()));

            try (TestInstallation after = new TestInstallation(setup.beside(site.core()))) {
                assertThat(after.outcome(claims, before)).isEqualTo("ok");
                assertThat(after.outcome(claims, after.systemKey())).isEqualTo("ok");
                assertThat(after.systemKey().verificationKey()).isNotEqualTo(before.verificationKey());
            }
        }

        static Stream<Object> malformedPermissions() {
            return Stream.of(
                    "null-claim",
                    "*",
                    7,
                    Map.of(),
                    List.of("x"),
                    List.of(Map.of("namespace", "root", "resources", List.of("*"), "verbs", List.of("fly"))),
                    List.of(Map.of("namespace", "root", "resources", List.of("*"), "verbs", List.of("*"), "x", 1)));
        }

        @ParameterizedTest
        @MethodSource("malformedPermissions")
        void aPermissionsClaimThatIsNotUnderstoodRefusesTheToken(Object claim) {
            Object value = claim.equals("null-claim") ? null : claim;

            assertThat(site.outcome(site.claims("alice", "permissions", value), TestInstallation.ALICE))
                    .isEqualTo("invalid_permissions_claim");
        }

        @Test
        void unknownAndDeletedActors() {
            assertThat(site.outcome(site.claims("nobody"), TestInstallation.HOST))
                    .isEqualTo("actor_not_found");
            String token = JwsSigner.sign(site.claims("alice"), TestInstallation.HOST, null);
            assertThat(site.outcome(token)).isEqualTo("ok");

            site.delete("root", "alice");

            assertThat(site.outcome(token)).isEqualTo("actor_deleted");
            assertThat(site.outcome(site.claims("alice"), TestInstallation.ALICE))
                    .isEqualTo("invalid_token");
            site.core().pass(Duration.ofSeconds(5));
            assertThat(site.outcome(site.claims("alice"), TestInstallation.HOST))
                    .isEqualTo("actor_not_found");
        }

        @Test
        void aDeniedTokenIdIsRefused() {
            site.deny("root", "alice", "jti_denied");

            assertThat(site.outcome(site.claims("alice", "jti", "jti_denied"), TestInstallation.ALICE))
                    .isEqualTo("token_revoked");
            assertThat(site.outcome(site.claims("alice", "jti", "jti_other"), TestInstallation.ALICE))
                    .isEqualTo("ok");
        }

        @ParameterizedTest
        @CsvSource({"non_short", "0123456789abcdef", "non_0123456789abcde!", "''"})
        void aMalformedNonceIsRefused(String nonce) {
            assertThat(site.outcome(site.claims("alice", "nonce", nonce), TestInstallation.ALICE))
                    .isEqualTo("invalid_nonce");
            assertThat(site.rows("used_nonces")).isZero();
        }

        @Test
        void aRefusedTokenUsesUpNoNonce() {
            Map<String, Object> claims = site.claims("alice", "nonce", "non_0123456789abcdef");
            claims.put("permissions", "*");
            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo("invalid_permissions_claim");
            claims.remove("permissions");

            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo("ok");
            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo("nonce_reused");
        }

        @Test
        void claimsAreNotJudgedBeforeTheSignature() {
            Map<String, Object> claims = site.claims("alice", "aud", "public");
            claims.put("exp", 1);
            claims.put("permissions", "*");

            assertThat(site.outcome(claims, TestInstallation.STRANGER)).isEqualTo("invalid_token");
        }
    }
}
