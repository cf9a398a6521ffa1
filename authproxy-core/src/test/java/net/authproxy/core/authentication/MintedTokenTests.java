package net.authproxy.core.authentication;

import static net.authproxy.core.authentication.TestInstallation.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwsSigner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tokens that AuthProxy mints, and the deny list that ends them (contract 4.6). */
class MintedTokenTests {

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

        private static final Permission GET = permission("root.team.**", "connections", "get");
        private static final Permission PROXY = permission("root.team.**", "connections", "proxy");

        private final TestInstallation site;
        private final TokenMinter minter;

        Cases(DatabaseKind kind) {
            this.site = new TestInstallation(kind);
            this.minter = site.core().get(TokenMinter.class);
        }

        @AfterEach
        void close() {
            site.close();
        }

        private ResourceId id(String namespace, String externalId) {
            return new ResourceId(
                    IdType.ACTOR, site.actor(namespace, externalId).id());
        }

        private ActorPrincipal alice() {
            return site.authenticate(site.claims("alice"), TestInstallation.ALICE);
        }

        private static MintRequest request(@Nullable Duration ttl, Permission... permissions) {
            return new MintRequest(List.of(permissions), ttl, Set.of("api"), false);
        }

        private static String outcome(Supplier<?> call) {
            try {
                call.get();
                return "ok";
            } catch (AuthProxyException e) {
                return e.code().name().toLowerCase(Locale.ROOT);
            }
        }

        private ActorPrincipal use(MintedToken minted) {
            return site.authenticate(minted.token().expose());
        }

        private String tried(MintedToken minted) {
            return site.outcome(minted.token().expose());
        }

        @Test
        void aMintedTokenIsItsActorWithItsPermissionsOnly() {
            MintedToken minted = minter.mint(alice(), id("root", "alice"), request(null, GET));

            ActorPrincipal user = use(minted);

            assertThat(user.externalId()).isEqualTo("alice");
            assertThat(user.may(ResourceType.CONNECTIONS, Verb.GET, "root.team", "cxn_1"))
                    .isTrue();
            assertThat(user.may(ResourceType.CONNECTIONS, Verb.LIST, "root.team", null))
                    .isFalse();
            assertThat(user.may(ResourceType.CONNECTIONS, Verb.GET, "root", "cxn_1"))
                    .isFalse();
            assertThat(minted.expiresAt()).isEqualTo(site.now().plus(Duration.ofMinutes(15)));
            assertThat(minted.jti()).startsWith("jti_");
            assertThat(minted.toString()).doesNotContain(minted.token().expose());
            var claims = CompactJws.parse(minted.token().expose()).claims();
            assertThat(claims.issuer()).contains("auth-proxy");
            assertThat(claims.systemSigned()).isTrue();
            assertThat(claims.act().orElseThrow().path("sub").asString()).isEqualTo(user.actorId());
        }

        @Test
        void anEmptyListAllowsNothing() {
            ActorPrincipal user = use(minter.mint(alice(), id("root", "alice"), request(null)));

            assertThat(user.may(ResourceType.CONNECTIONS, Verb.GET, "root", "cxn_1"))
                    .isFalse();
        }

        @Test
        void nobodyMintsMoreThanTheActorHasOrThanOneselfHas() {
            ActorPrincipal narrowed = site.authenticate(
                    site.claims(
                            "alice",
                            "permissions",
                            List.of(Map.of(
                                    "namespace", "root.team.x",
                                    "resources", List.of("connections"),
                                    "verbs", List.of("get")))),
                    TestInstallation.ALICE);
            ResourceId self = id("root", "alice");

            assertThat(outcome(() -> minter.mint(alice(), self, request(null, PROXY))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> minter.mint(alice(), self, request(null, Permission.everything()))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> minter.mint(narrowed, self, request(null, GET))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> minter.mint(
                            narrowed, self, request(null, permission("root.team.x", "connections", "get")))))
                    .isEqualTo("ok");
            assertThat(outcome(() -> minter.mint(
                            alice(), self, request(null, permission("root.{{labels.none}}", "connections", "get")))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> minter.mint(TestInstallation.system(), self, request(null, PROXY))))
                    .as("also for who may mint for others")
                    .isEqualTo("grant_exceeds_own");
        }

        @Test
        void mintingForAnotherNeedsTheVerb() {
            ResourceId ines = id("root", "ines");

            assertThat(outcome(() -> minter.mint(alice(), ines, request(null)))).isEqualTo("permission_denied");
            ActorPrincipal agent = agent(permission("root", "actors", "mint_token"));
            assertThat(outcome(() -> minter.mint(agent, ines, request(null, GET))))
                    .isEqualTo("ok");
            assertThat(outcome(() -> minter.mint(agent, id("root.team", "boss"), request(null))))
                    .isEqualTo("not_found");
            MintedToken minted = minter.mint(agent, ines, request(null, GET));
            assertThat(use(minted).externalId()).isEqualTo("ines");
            assertThat(CompactJws.parse(minted.token().expose())
                            .claims()
                            .act()
                            .orElseThrow()
                            .path("sub")
                            .asString())
                    .isEqualTo("act_agent");
        }

        private static ActorPrincipal agent(Permission... permissions) {
            return new ActorPrincipal(
                    "act_agent",
                    "agent",
                    NamespacePath.ROOT,
                    PermissionSet.of(List.of(permissions), "agent", Map.of()),
                    null,
                    null);
        }

        @Test
        void lifeAndAudienceAreBounded() {
            ResourceId self = id("root", "alice");

            assertThat(outcome(() -> minter.mint(alice(), self, request(Duration.ofHours(24), GET))))
                    .isEqualTo("ok");
            for (Duration bad : List.of(
                    Duration.ZERO, Duration.ofMillis(500), Duration.ofHours(24).plusSeconds(1))) {
                assertThat(outcome(() -> minter.mint(alice(), self, request(bad, GET))))
                        .isEqualTo("validation_failed");
            }
            for (Set<String> bad : List.of(Set.<String>of(), Set.of("worker"), Set.of("api", "API"))) {
                assertThat(outcome(() -> minter.mint(alice(), self, new MintRequest(List.of(), null, bad, false))))
                        .isEqualTo("validation_failed");
            }
            MintedToken elsewhere =
                    minter.mint(alice(), self, new MintRequest(List.of(GET), null, Set.of("admin-api"), false));
            assertThat(tried(elsewhere)).isEqualTo("wrong_audience");
            MintedToken shortLived = minter.mint(alice(), self, request(Duration.ofSeconds(30), GET));
            site.core().pass(Duration.ofSeconds(89));
            assertThat(tried(shortLived)).isEqualTo("ok");
            site.core().pass(Duration.ofSeconds(1));
            assertThat(tried(shortLived)).isEqualTo("token_expired");
        }

        @Test
        void aTokenWithANonceIsGoodOnce() {
            MintedToken once =
                    minter.mint(alice(), id("root", "alice"), new MintRequest(List.of(GET), null, Set.of("api"), true));

            assertThat(tried(once)).isEqualTo("ok");
            assertThat(tried(once)).isEqualTo("nonce_reused");
        }

        @Test
        void aMintedTokenHandsOnNeitherLongerLifeNorOtherAudience() {
            ResourceId self = id("root", "alice");
            MintedToken parent = minter.mint(alice(), self, request(Duration.ofMinutes(2), GET));
            ActorPrincipal holder = use(parent);

            MintedToken child = minter.mint(holder, self, request(Duration.ofHours(5), GET));

            assertThat(child.expiresAt()).isEqualTo(parent.expiresAt());
            assertThat(outcome(() ->
                            minter.mint(holder, self, new MintRequest(List.of(GET), null, Set.of("admin-api"), false))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() ->
                            minter.mint(holder, self, request(null, permission("root.**", "connections", "get")))))
                    .isEqualTo("grant_exceeds_own");
        }

        @Test
        void revokingEndsATokenInEveryProcessAtOnceAndWhatItMinted() {
            ResourceId self = id("root", "alice");
            MintedToken parent = minter.mint(alice(), self, request(null, GET));
            MintedToken child = minter.mint(use(parent), self, request(null, GET));
            MintedToken grandchild = minter.mint(use(child), self, request(null, GET));
            MintedToken other = minter.mint(alice(), self, request(null, GET));
            try (CoreContext second = new CoreContext.Setup()
                    .policy(TestInstallation.policy(Set.of()))
                    .beside(site.core())) {
                TokenAuthenticator there = second.get(TokenAuthenticator.class);
                for (MintedToken token : List.of(parent, child, grandchild, other)) {
                    assertThat(tried(token)).isEqualTo("ok");
                    assertThat(elsewhere(there, token)).isEqualTo("ok");
                }

                minter.revoke(alice(), self, parent.jti());
                minter.revoke(alice(), self, parent.jti());

                for (MintedToken token : List.of(parent, child, grandchild)) {
                    assertThat(tried(token)).isEqualTo("token_revoked");
                    assertThat(elsewhere(there, token)).isEqualTo("token_revoked");
                }
                assertThat(tried(other)).isEqualTo("ok");
                assertThat(elsewhere(there, other)).isEqualTo("ok");
            }
        }

        private static String elsewhere(TokenAuthenticator process, MintedToken token) {
            return outcome(
                    () -> process.authenticate(List.of("Bearer " + token.token().expose()), "api"));
        }

        @Test
        void revokingOneTokenForgetsNoOther() {
            ResourceId self = id("root", "alice");
            MintedToken kept = minter.mint(alice(), self, request(null, GET));
            MintedToken ended = minter.mint(alice(), self, request(null, GET));
            use(kept);
            use(ended);
            TokenAuthenticator authenticator = site.core().get(TokenAuthenticator.class);

            minter.revoke(alice(), self, ended.jti());

            assertThat(authenticator.tryAuthenticate(
                            List.of("Bearer " + kept.token().expose()), "api"))
                    .as("still known from memory")
                    .isNotNull();
            assertThat(authenticator.tryAuthenticate(
                            List.of("Bearer " + ended.token().expose()), "api"))
                    .isNull();
        }

        @Test
        void nobodyEndsTheTokensOfAnotherActor() {
            Map<String, Object> claims = site.claims("ines", "jti", "shared-jti");
            assertThat(site.outcome(claims, TestInstallation.INES)).isEqualTo("ok");

            minter.revoke(alice(), id("root", "alice"), "shared-jti");

            assertThat(site.outcome(claims, TestInstallation.INES)).isEqualTo("ok");
            assertThat(outcome(() -> {
                        minter.revoke(alice(), id("root", "ines"), "shared-jti");
                        return "";
                    }))
                    .isEqualTo("permission_denied");
            assertThat(site.outcome(site.claims("alice", "jti", "shared-jti"), TestInstallation.ALICE))
                    .isEqualTo("token_revoked");
        }

        @Test
        void aForgedOriginSavesNothingAndBelongsToOurTokensOnly() {
            Map<String, Object> claims = site.claims("alice", "jti", "j1");
            claims.put("origin", "act_other/x");
            minter.revoke(alice(), id("root", "alice"), "j1");

            assertThat(site.outcome(claims, TestInstallation.ALICE)).isEqualTo("token_revoked");
        }

        @Test
        void entriesOfTheDenyListGoWhenNoTokenNeedsThem() {
            ResourceId self = id("root", "alice");
            minter.revoke(alice(), self, "first");
            site.core().pass(Duration.ofHours(24));
            minter.revoke(alice(), self, "second");
            assertThat(site.rows("revoked_tokens")).isEqualTo(2);

            site.core().pass(Duration.ofMinutes(3));
            minter.revoke(alice(), self, "third");

            assertThat(site.rows("revoked_tokens")).isEqualTo(2);
        }

        @Test
        void mintedTokensOfADeletedActorAreRefused() {
            ResourceId ines = id("root", "ines");
            MintedToken minted = minter.mint(TestInstallation.system(), ines, request(null, GET));
            assertThat(tried(minted)).isEqualTo("ok");

            site.delete("root", "ines");

            assertThat(tried(minted)).isNotEqualTo("ok");
            assertThat(outcome(() -> minter.mint(TestInstallation.system(), ines, request(null, GET))))
                    .isEqualTo("not_found");
        }

        @Test
        void tooManyPermissionsForOneTokenAreRefused() {
            List<Permission> many = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                many.add(permission("root.team.n" + i, "connections", "get"));
            }

            assertThat(outcome(() -> minter.mint(
                            alice(), id("root", "alice"), new MintRequest(many, null, Set.of("api"), false))))
                    .isEqualTo("validation_failed");
        }

        @Test
        void aForgedSystemTokenIsNone() {
            Map<String, Object> claims = site.claims("alice", "system_signed", true);
            claims.put("iss", "auth-proxy");

            assertThat(site.outcome(JwsSigner.sign(claims, TestInstallation.HOST, null)))
                    .isEqualTo("invalid_token");
        }

        @Test
        void oneChangeIsAnnouncedForOneToken() {
            List<String> announced = new ArrayList<>();
            site.core().get(Changes.class).listen(ChangeTopic.TOKEN, announced::add);
            ResourceId self = id("root", "alice");

            minter.revoke(alice(), self, "jti_x");

            assertThat(announced).containsOnly(self.text() + "/jti_x");
        }
    }
}
