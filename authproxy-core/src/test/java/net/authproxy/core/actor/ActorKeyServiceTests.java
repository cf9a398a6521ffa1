package net.authproxy.core.actor;

import static net.authproxy.core.actor.ActorFixture.ROOT;
import static net.authproxy.core.actor.ActorFixture.actor;
import static net.authproxy.core.actor.ActorFixture.caller;
import static net.authproxy.core.actor.ActorFixture.keyId;
import static net.authproxy.core.actor.ActorFixture.narrowed;
import static net.authproxy.core.actor.ActorFixture.outcome;
import static net.authproxy.core.actor.ActorFixture.permission;
import static net.authproxy.core.actor.ActorFixture.publicKey;
import static net.authproxy.core.actor.ActorFixture.publicPem;
import static net.authproxy.core.actor.ActorFixture.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.authproxy.core.actor.ActorKeyChange.Replacement;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys of actors: who may register them, and what a key is afterwards (contract 4.2). */
class ActorKeyServiceTests {

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

        private final CoreContext core;
        private final ActorKeyService keys;

        Cases(DatabaseKind kind) {
            this.core = CoreContext.open(kind);
            this.keys = core.get(ActorKeyService.class);
        }

        @AfterEach
        void close() {
            core.close();
        }

        private ListRequest query(String... namesAndValues) {
            Map<String, String> values = new java.util.HashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                values.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return ListRequest.parse(QueryParameters.of(values));
        }

        private List<String> comments(Page<ActorKeyDetails> page) {
            return page.items().stream()
                    .map(key -> String.valueOf(key.comment()))
                    .toList();
        }

        @Test
        void aRegisteredKeyIsDescribedAndKeptEncrypted() {
            ResourceId actor = actor(core, "root.a", "kim");

            ActorKeyDetails made = keys.create(ROOT, actor, secret("laptop"));

            assertThat(made.type()).isEqualTo("hmac");
            assertThat(made.alg()).isEqualTo("HS256");
            assertThat(made.comment()).isEqualTo("laptop");
            assertThat(made.createdAt()).isEqualTo(Instant.parse(CoreContext.START));
            assertThat(keys.get(ROOT, actor, keyId(made))).isEqualTo(made);
            String stored = core.get(JdbcClient.class)
                    .sql("select cast(encrypted_key as varchar) from actor_keys where id = :id")
                    .param("id", made.id())
                    .query(String.class)
                    .single();
            assertThat(stored).contains("ekv_").doesNotContain("laptop is a secret");
        }

        @Test
        void anActorHasAKeyOnceWhileItIsLive() {
            ResourceId kim = actor(core, "root.a", "kim");
            ResourceId lee = actor(core, "root.a", "lee");
            String pem = publicPem();
            ActorKeyDetails first = keys.create(ROOT, kim, publicKey(pem));

            assertThat(outcome(() -> keys.create(ROOT, kim, publicKey(pem)))).isEqualTo("already_exists");
            assertThat(outcome(() -> keys.create(ROOT, lee, publicKey(pem)))).isEqualTo("ok");
            keys.revoke(ROOT, kim, keyId(first));
            ActorKeyDetails second = keys.create(ROOT, kim, publicKey(pem));

            assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
            assertThat(second.id()).isNotEqualTo(first.id());
        }

        @Test
        void anActorHasAtMostThirtyTwoLiveKeysAlsoWhenManyAskAtOnce() throws Exception {
            ResourceId actor = actor(core, "root.a", "kim");
            List<Callable<String>> calls = IntStream.range(0, 40)
                    .<Callable<String>>mapToObj(i -> () -> outcome(() -> keys.create(ROOT, actor, secret("key " + i))))
                    .toList();
            List<String> outcomes = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
                for (Future<String> done : pool.invokeAll(calls)) {
                    outcomes.add(done.get());
                }
            }

            assertThat(outcomes).containsOnly("ok", "validation_failed");
            assertThat(outcomes.stream().filter("ok"::equals)).hasSize(32);
            ActorKeyDetails any = keys.list(ROOT, actor, query()).items().get(0);
            keys.revoke(ROOT, actor, keyId(any));
            assertThat(outcome(() -> keys.create(ROOT, actor, secret("one more"))))
                    .isEqualTo("ok");
        }

        @Test
        void revokingIsFinalAndMayBeRepeated() {
            ResourceId actor = actor(core, "root.a", "kim");
            ActorKeyDetails key = keys.create(ROOT, actor, secret("one"));

            core.pass(Duration.ofMinutes(1));
            keys.revoke(ROOT, actor, keyId(key));
            core.pass(Duration.ofMinutes(1));
            keys.revoke(ROOT, actor, keyId(key));

            assertThat(keys.get(ROOT, actor, keyId(key)).revokedAt())
                    .isEqualTo(Instant.parse(CoreContext.START).plusSeconds(60));
            assertThat(core.get(ActorService.class).findKey(key.id())).isEmpty();
            ActorKeyChange change = new ActorKeyChange(new Replacement<>("x"), null, null);
            assertThat(outcome(() -> keys.update(ROOT, actor, keyId(key), change)))
                    .isEqualTo("invalid_transition");
        }

        @Test
        void anUpdateReplacesWhatIsPresent() {
            ResourceId actor = actor(core, "root.a", "kim");
            ResourceId key = keyId(keys.create(ROOT, actor, secret("one")));
            Instant end = Instant.parse("2027-01-01T00:00:00Z");

            keys.update(ROOT, actor, key, new ActorKeyChange(new Replacement<>("two"), new Replacement<>(end), null));
            ActorKeyDetails changed = keys.update(ROOT, actor, key, new ActorKeyChange(null, null, true));

            assertThat(changed.comment()).isEqualTo("two");
            assertThat(changed.expiresAt()).isEqualTo(end);
            assertThat(changed.canAssertActors()).isTrue();
            ActorKeyDetails emptied = keys.update(
                    ROOT, actor, key, new ActorKeyChange(new Replacement<>(null), new Replacement<>(null), false));
            assertThat(emptied.comment()).isNull();
            assertThat(emptied.expiresAt()).isNull();
            assertThat(keys.get(ROOT, actor, key)).isEqualTo(emptied);
        }

        @Test
        void nobodyGivesAKeyToAnActorThatMayDoMore() {
            ResourceId rich = actor(core, "root.a", "rich", permission("root.a.**", "connections", "get", "proxy"));
            ResourceId key = keyId(keys.create(ROOT, rich, secret("one")));
            Permission manage = permission("root.a.**", "actors", "get", "manage_keys");
            Permission some = permission("root.a.**", "connections", "get");
            ActorPrincipal poor = caller(manage, some);
            ActorPrincipal equal = caller(manage, permission("root.**", "connections", "get", "proxy"));

            assertThat(outcome(() -> keys.create(poor, rich, secret("mine")))).isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> keys.create(narrowed(manage, some), rich, secret("mine"))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() ->
                            keys.update(poor, rich, key, new ActorKeyChange(null, new Replacement<>(null), null))))
                    .isEqualTo("grant_exceeds_own");
            assertThat(outcome(() -> keys.create(equal, rich, secret("two")))).isEqualTo("ok");
            assertThat(outcome(
                            () -> keys.update(poor, rich, key, new ActorKeyChange(new Replacement<>("c"), null, null))))
                    .isEqualTo("ok");
            assertThat(outcome(() -> keys.revoke(poor, rich, key))).isEqualTo("ok");
        }

        @Test
        void onlyWhoMayAssertActorsMakesAKeyThatMay() {
            ResourceId actor = actor(core, "root.a", "kim");
            ActorPrincipal manager = caller(permission("root.a.**", "actors", "get", "manage_keys"));
            NewActorKey asserting = new NewActorKey(secret("x").material(), "x", true);

            assertThat(outcome(() -> keys.create(manager, actor, asserting))).isEqualTo("permission_denied");
            ResourceId plain = keyId(keys.create(manager, actor, secret("plain")));
            assertThat(outcome(() -> keys.update(manager, actor, plain, new ActorKeyChange(null, null, true))))
                    .isEqualTo("permission_denied");
            ActorPrincipal asserter = caller(permission("root.a.**", "actors", "get", "manage_keys", "assert_actors"));
            assertThat(outcome(() -> keys.create(asserter, actor, asserting))).isEqualTo("ok");
        }

        @Test
        void aForeignActorAndAnUnknownOneAreTheSame() {
            ResourceId foreign = actor(core, "root.b", "kim");
            ResourceId own = actor(core, "root.a", "lee");
            ResourceId foreignKey = keyId(keys.create(ROOT, foreign, secret("one")));
            ActorPrincipal caller = caller(permission("root.a.**", "actors", "get", "manage_keys"));
            ResourceId unknown = ActorFixture.id("act_01kb2q6r3v8w9x0y1z2a3b4c5d");

            for (ResourceId id : List.of(foreign, unknown)) {
                assertThat(List.of(
                                outcome(() -> keys.list(caller, id, query())),
                                outcome(() -> keys.get(caller, id, foreignKey)),
                                outcome(() -> keys.create(caller, id, secret("x"))),
                                outcome(() ->
                                        keys.update(caller, id, foreignKey, new ActorKeyChange(null, null, true))),
                                outcome(() -> keys.revoke(caller, id, foreignKey))))
                        .containsOnly("not_found");
            }
            assertThat(outcome(() -> keys.get(caller, own, foreignKey))).isEqualTo("not_found");
            assertThat(outcome(() -> keys.revoke(caller, own, foreignKey))).isEqualTo("not_found");
            assertThat(keys.get(ROOT, foreign, foreignKey).revokedAt()).isNull();
        }

        @Test
        void readingNeedsGetAndWritingManageKeys() {
            ResourceId actor = actor(core, "root.a", "kim");
            ResourceId key = keyId(keys.create(ROOT, actor, secret("one")));
            ActorPrincipal reader = caller(permission("root.a.**", "actors", "get"));
            ActorPrincipal updater = caller(permission("root.a.**", "actors", "update", "delete", "create"));

            assertThat(outcome(() -> keys.list(reader, actor, query()))).isEqualTo("ok");
            assertThat(outcome(() -> keys.create(reader, actor, secret("x")))).isEqualTo("permission_denied");
            assertThat(outcome(() -> keys.revoke(reader, actor, key))).isEqualTo("permission_denied");
            assertThat(outcome(() -> keys.create(updater, actor, secret("x")))).isEqualTo("permission_denied");
            assertThat(outcome(() -> keys.get(updater, actor, key))).isEqualTo("permission_denied");
        }

        @Test
        void pagesThroughOneActorsKeysOnly() {
            ResourceId kim = actor(core, "root.a", "kim");
            ResourceId lee = actor(core, "root.a", "lee");
            for (int i = 0; i < 5; i++) {
                keys.create(ROOT, kim, secret("k" + i));
                keys.create(ROOT, lee, secret("l" + i));
                core.pass(Duration.ofSeconds(1));
            }

            Page<ActorKeyDetails> first = keys.list(ROOT, kim, query("limit", "2", "include_total", "true"));
            Page<ActorKeyDetails> second = keys.list(ROOT, kim, query("cursor", String.valueOf(first.cursor())));
            Page<ActorKeyDetails> third = keys.list(ROOT, kim, query("cursor", String.valueOf(second.cursor())));

            assertThat(first.total()).isEqualTo(5L);
            assertThat(comments(first)).containsExactly("k0", "k1");
            assertThat(comments(second)).containsExactly("k2", "k3");
            assertThat(comments(third)).containsExactly("k4");
            assertThat(third.cursor()).isNull();
            assertThat(outcome(() -> keys.list(ROOT, lee, query("cursor", String.valueOf(first.cursor())))))
                    .isEqualTo("invalid_cursor");
            assertThat(comments(keys.list(ROOT, kim, query("order_by", "created_at DESC"))))
                    .containsExactly("k4", "k3", "k2", "k1", "k0");
            assertThat(outcome(() -> keys.list(ROOT, kim, query("order_by", "fingerprint"))))
                    .isEqualTo("invalid_order_by");
            assertThat(outcome(() -> keys.list(ROOT, kim, query("label_selector", "a=b"))))
                    .isEqualTo("invalid_label_selector");
        }

        @Test
        void aDeletedActorHasNoKeys() {
            ResourceId actor = actor(core, "root.a", "kim");
            ActorKeyDetails key = keys.create(ROOT, actor, secret("one"));

            core.get(ActorService.class).delete(ROOT, actor, Precondition.NONE);

            assertThat(outcome(() -> keys.list(ROOT, actor, query()))).isEqualTo("not_found");
            assertThat(core.get(ActorService.class).findKey(key.id())).isEmpty();
        }
    }
}
