package net.authproxy.core.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.actor.ActorKeyChange;
import net.authproxy.core.actor.ActorKeyChange.Replacement;
import net.authproxy.core.actor.ActorKeyDetails;
import net.authproxy.core.actor.ActorKeyService;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Registered keys at work: when they count, when they end, and what is noted of their use (contract 4.2, 5.3). */
class ActorKeyUseTests {

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

        private static final String SECRET = "a second key of alice, with 32 bytes";
        private static final SigningKey SECOND = TestInstallation.key(SECRET);

        private final TestInstallation site;
        private final ActorKeyService keys;
        private final ResourceId alice;

        Cases(DatabaseKind kind) {
            this.site = new TestInstallation(kind);
            this.keys = site.core().get(ActorKeyService.class);
            this.alice =
                    new ResourceId(IdType.ACTOR, site.actor("root", "alice").id());
        }

        @AfterEach
        void close() {
            site.close();
        }

        private ResourceId register(boolean asserting, @Nullable Instant expiresAt) {
            KeyMaterial material =
                    new KeyMaterial.SharedKey(SecretBytes.copyOf(SECRET.getBytes(StandardCharsets.UTF_8)));
            ActorKeyDetails made = keys.create(
                    TestInstallation.system(), alice, new NewActorKey(material, null, asserting, expiresAt));
            return new ResourceId(IdType.ACTOR_KEY, made.id());
        }

        private String withSecond() {
            return site.outcome(site.claims("alice"), SECOND);
        }

        private void change(ResourceId key, ActorKeyChange change) {
            keys.update(TestInstallation.system(), alice, key, change);
        }

        private ActorKeyDetails details(ResourceId key) {
            return keys.get(TestInstallation.system(), alice, key);
        }

        @Test
        void aKeyCountsFromItsRegistrationToItsRevocationInEveryProcess() {
            try (CoreContext second = new CoreContext.Setup()
                    .policy(TestInstallation.policy(Set.of()))
                    .beside(site.core())) {
                TestProcess there = new TestProcess(second);
                assertThat(withSecond()).isEqualTo("invalid_token");
                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("invalid_token");

                ResourceId key = register(false, null);

                assertThat(withSecond()).isEqualTo("ok");
                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("ok");
                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("ok");

                keys.revoke(TestInstallation.system(), alice, key);

                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("invalid_token");
                assertThat(withSecond()).isEqualTo("invalid_token");
                assertThat(there.outcome(site.claims("alice"), TestInstallation.ALICE))
                        .as("another key of the actor goes on")
                        .isEqualTo("ok");
            }
        }

        @Test
        void withoutMessagesAnotherProcessNoticesWithinFiveSeconds() {
            ResourceId key = register(false, null);
            try (CoreContext second = new CoreContext.Setup()
                    .policy(TestInstallation.policy(Set.of()))
                    .beside(site.core())) {
                TestProcess there = new TestProcess(second);
                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("ok");
                site.core().transport().interrupt();

                keys.revoke(TestInstallation.system(), alice, key);
                second.pass(Duration.ofSeconds(5));

                assertThat(there.outcome(site.claims("alice"), SECOND)).isEqualTo("invalid_token");
            }
        }

        @Test
        void aKeyEndsAtItsTimeAlthoughItsTokenIsRemembered() {
            register(false, site.now().plusSeconds(10));
            assertThat(withSecond()).isEqualTo("ok");

            site.core().pass(Duration.ofSeconds(10));

            assertThat(withSecond()).isEqualTo("invalid_token");
        }

        @Test
        void aChangedEndCountsAtOnce() {
            ResourceId key = register(false, null);
            assertThat(withSecond()).isEqualTo("ok");

            change(key, new ActorKeyChange(null, new Replacement<>(site.now().minusSeconds(1)), null));
            assertThat(withSecond()).isEqualTo("invalid_token");
            change(key, new ActorKeyChange(null, new Replacement<>(null), null));
            assertThat(withSecond()).isEqualTo("ok");
        }

        @Test
        void aKeyThatLosesTheRightToAssertLosesItAtOnce() {
            ResourceId key = register(true, null);
            Map<String, Object> claims = site.claims("nobody");
            String before = site.outcome(JwsSigner.sign(claims, SECOND, key.text()));
            change(key, new ActorKeyChange(null, null, false));

            assertThat(before).as("verified, then judged").isEqualTo("actor_not_found");
            assertThat(site.outcome(JwsSigner.sign(claims, SECOND, key.text()))).isEqualTo("invalid_token");
        }

        @Test
        void theUseIsNotedAtMostOnceAMinute() {
            ResourceId key = register(false, null);
            Instant first = site.now();
            assertThat(details(key).lastUsedAt()).isNull();

            assertThat(withSecond()).isEqualTo("ok");
            await().until(() -> first.equals(details(key).lastUsedAt()));
            site.core().pass(Duration.ofSeconds(59));
            assertThat(withSecond()).isEqualTo("ok");
            noteAnotherKey();
            assertThat(details(key).lastUsedAt()).isEqualTo(first);
            site.core().pass(Duration.ofSeconds(1));
            assertThat(withSecond()).isEqualTo("ok");

            await().until(() -> first.plusSeconds(60).equals(details(key).lastUsedAt()));
        }

        /** Uses are noted in turn: when this one is there, those before it are too. */
        private void noteAnotherKey() {
            assertThat(site.outcome(site.claims("ines"), TestInstallation.INES)).isEqualTo("ok");
            ResourceId ines =
                    new ResourceId(IdType.ACTOR, site.actor("root", "ines").id());
            ResourceId other = new ResourceId(IdType.ACTOR_KEY, site.keyIdOf("ines"));
            await().until(() -> keys.get(TestInstallation.system(), ines, other).lastUsedAt() != null);
        }

        @Test
        void aRememberedTokenIsAUseToo() {
            ResourceId key = register(false, null);
            String token = JwsSigner.sign(site.claims("alice"), SECOND, null);
            assertThat(site.outcome(token)).isEqualTo("ok");
            Instant first = site.now();
            await().until(() -> first.equals(details(key).lastUsedAt()));
            site.core().pass(Duration.ofMinutes(2));

            assertThat(site.core().get(TokenAuthenticator.class).tryAuthenticate(List.of("Bearer " + token), "api"))
                    .isNotNull();

            await().until(() -> first.plusSeconds(120).equals(details(key).lastUsedAt()));
        }

        @Test
        void aRefusedTokenIsNoUse() {
            String used = site.keyIdOf("alice");
            ResourceId key = register(false, null);
            assertThat(site.outcome(site.claims("alice", "aud", "public"), SECOND))
                    .isEqualTo("wrong_audience");
            assertThat(site.outcome(site.claims("alice"), TestInstallation.ALICE))
                    .isEqualTo("ok");

            await().until(() -> details(new ResourceId(IdType.ACTOR_KEY, used)).lastUsedAt() != null);
            assertThat(details(key).lastUsedAt()).isNull();
        }
    }

    /** Another process of the installation. */
    private record TestProcess(CoreContext core) {

        String outcome(Map<String, Object> claims, SigningKey key) {
            try {
                core.get(TokenAuthenticator.class)
                        .authenticate(List.of("Bearer " + JwsSigner.sign(claims, key, null)), "api");
                return "ok";
            } catch (AuthProxyException e) {
                return e.code().code();
            }
        }
    }
}
