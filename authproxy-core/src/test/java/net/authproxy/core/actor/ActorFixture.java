package net.authproxy.core.actor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretBytes;

/** Callers, actors and keys for tests of this feature. */
final class ActorFixture {

    static final ActorPrincipal ROOT = caller(Permission.everything());

    private ActorFixture() {}

    static Permission permission(String namespace, String resource, String... verbs) {
        return new Permission(namespace, List.of(resource), List.of(), List.of(verbs));
    }

    static ActorPrincipal caller(Permission... permissions) {
        PermissionSet own = PermissionSet.of(List.of(permissions), "caller", Map.of());
        return new ActorPrincipal("act_caller", "caller", NamespacePath.ROOT, own, null, null);
    }

    static ActorPrincipal narrowed(Permission... narrowing) {
        PermissionSet own = PermissionSet.of(List.of(Permission.everything()), "caller", Map.of());
        PermissionSet token = PermissionSet.of(List.of(narrowing), "caller", Map.of());
        return new ActorPrincipal("act_caller", "caller", NamespacePath.ROOT, own, token, null);
    }

    static ResourceId actor(CoreContext core, String namespace, String externalId, Permission... permissions) {
        NamespacePath path = new NamespacePath(namespace);
        core.get(NamespaceService.class).ensure(path);
        NewActor wanted = new NewActor(path, externalId, List.of(permissions), Labels.NONE, Annotations.NONE);
        return id(core.get(ActorService.class).create(ROOT, wanted).id());
    }

    static ResourceId id(String actorId) {
        return new ResourceId(IdType.ACTOR, actorId);
    }

    static ResourceId keyId(ActorKeyDetails key) {
        return new ResourceId(IdType.ACTOR_KEY, key.id());
    }

    static NewActorKey secret(String name) {
        byte[] bytes = (name + " is a secret of more than 32 bytes").getBytes(StandardCharsets.UTF_8);
        return new NewActorKey(new KeyMaterial.SharedKey(SecretBytes.copyOf(bytes)), name, false);
    }

    static String publicPem() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static NewActorKey publicKey(String pem) {
        return new NewActorKey(new KeyMaterial.PublicKey(pem, Optional.empty()), null, false);
    }

    /** {@code ok}, or the code of the refusal. */
    static String outcome(Runnable call) {
        try {
            call.run();
            return "ok";
        } catch (AuthProxyException e) {
            return e.code().name().toLowerCase(Locale.ROOT);
        }
    }
}
