package net.authproxy.core.authentication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorListing;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.ActorSource;
import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.actor.ConfiguredActor;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A core with some actors, and tokens for them. Actors: alice (own key), ines (asserting key), root (all rights). */
final class TestInstallation implements AutoCloseable {

    static final SigningKey HOST = key("the host application's present key");
    static final SigningKey HOST_OLD = key("the host application's previous key");
    static final SigningKey ALICE = key("alice has a key of her own, only hers");
    static final SigningKey INES = key("ines may assert actors with this one");
    static final SigningKey STRANGER = key("a key that nobody has registered yet");

    private final CoreContext core;
    private final List<ConfiguredActor> listed = new ArrayList<>();

    TestInstallation(DatabaseKind kind) {
        this(new CoreContext.Setup().policy(policy(Set.of())).open(kind));
    }

    TestInstallation(CoreContext core) {
        this.core = core;
        listed.add(actor("alice", List.of(permission("root.**", "connections", "get", "list")), ALICE, false));
        listed.add(actor(
                "ines",
                List.of(
                        permission("root.team.**", "actors", "create", "get"),
                        permission("root.team.**", "connections", "get")),
                INES,
                true));
        listed.add(
                actor("admin", List.of(Permission.everything()), key("admin's own key is not used in tests"), false));
        listed.add(new ConfiguredActor(
                new NamespacePath("root.team"),
                "boss",
                List.of(Permission.everything()),
                Map.of(),
                newKey(key("boss's own key is not used in the tests"), false)));
        synchronize();
    }

    static AuthenticationPolicy policy(Set<String> issuers) {
        return new AuthenticationPolicy(
                "auth-proxy",
                issuers,
                Duration.ofHours(24),
                Duration.ofMinutes(5),
                List.of(HOST.verificationKey(), HOST_OLD.verificationKey()));
    }

    static SigningKey key(String secret) {
        return SigningKey.hmac(secret.getBytes(StandardCharsets.UTF_8));
    }

    static Permission permission(String namespace, String resource, String... verbs) {
        return new Permission(namespace, List.of(resource), List.of(), List.of(verbs));
    }

    private static final Map<SigningKey, String> SECRETS =
            Map.of(ALICE, "alice has a key of her own, only hers", INES, "ines may assert actors with this one");

    private static ConfiguredActor actor(String name, List<Permission> permissions, SigningKey key, boolean asserting) {
        return new ConfiguredActor(NamespacePath.ROOT, name, permissions, Map.of(), newKey(key, asserting));
    }

    private static NewActorKey newKey(SigningKey key, boolean asserting) {
        String secret = SECRETS.getOrDefault(key, "another secret, long enough " + System.identityHashCode(key) + "!");
        return new NewActorKey(
                new KeyMaterial.SharedKey(SecretBytes.copyOf(secret.getBytes(StandardCharsets.UTF_8))),
                "test",
                asserting);
    }

    private void synchronize() {
        core.get(ActorSynchronizer.class).synchronize(new ActorSource() {
            @Override
            public String name() {
                return "config-list";
            }

            @Override
            public ActorListing read() {
                return new ActorListing(listed, Set.of());
            }
        });
    }

    void unlist(String externalId) {
        listed.removeIf(actor -> actor.externalId().equals(externalId));
        synchronize();
    }

    CoreContext core() {
        return core;
    }

    Instant now() {
        return core.clock().instant();
    }

    Actor actor(String namespace, String externalId) {
        return core.get(ActorService.class)
                .findLive(new NamespacePath(namespace), externalId)
                .orElseThrow();
    }

    boolean exists(String namespace, String externalId) {
        return core.get(ActorService.class)
                .findLive(new NamespacePath(namespace), externalId)
                .isPresent();
    }

    String keyIdOf(String externalId) {
        return core.get(ActorService.class)
                .liveKeys(actor("root", externalId))
                .get(0)
                .id();
    }

    void delete(String namespace, String externalId) {
        core.get(ActorService.class)
                .delete(system(), ResourceId.parse(actor(namespace, externalId).id(), IdType.ACTOR), Precondition.NONE);
    }

    static ActorPrincipal system() {
        PermissionSet all = PermissionSet.of(List.of(Permission.everything()), "system", Map.of());
        return new ActorPrincipal("act_system", "system", NamespacePath.ROOT, all, null, null);
    }

    void deny(String namespace, String externalId, String jti) {
        core.get(TokenMinter.class)
                .revoke(
                        system(),
                        new ResourceId(
                                IdType.ACTOR, actor(namespace, externalId).id()),
                        jti);
    }

    long rows(String table) {
        return core.get(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** Good claims of that subject for the service {@code api}; change what the test is about. */
    Map<String, Object> claims(String subject) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", subject);
        claims.put("aud", "api");
        claims.put("iat", now().getEpochSecond());
        claims.put("exp", now().plusSeconds(300).getEpochSecond());
        return claims;
    }

    Map<String, Object> claims(String subject, String name, @Nullable Object value) {
        Map<String, Object> claims = claims(subject);
        claims.put(name, value);
        return claims;
    }

    SigningKey systemKey() {
        return core.get(EncryptionService.class).systemTokenKeys().get(0).expose(SigningKey::hmac);
    }

    ActorPrincipal authenticate(Map<String, Object> claims, SigningKey key) {
        return authenticate(JwsSigner.sign(claims, key, null));
    }

    ActorPrincipal authenticate(String token) {
        return core.get(TokenAuthenticator.class).authenticate(List.of("Bearer " + token), "api");
    }

    /** {@code ok}, or the code of the refusal. */
    String outcome(Map<String, Object> claims, SigningKey key) {
        return outcome(claims, key, null);
    }

    String outcome(Map<String, Object> claims, SigningKey key, @Nullable String kid) {
        return outcome(JwsSigner.sign(claims, key, kid));
    }

    String outcome(String token) {
        try {
            authenticate(token);
            return "ok";
        } catch (AuthProxyException e) {
            return e.code().name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void close() {
        core.close();
    }
}
