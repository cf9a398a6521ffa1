package net.authproxy.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.actor.ActorListing;
import net.authproxy.core.actor.ActorSource;
import net.authproxy.core.actor.ConfiguredActor;
import net.authproxy.core.actor.KeyDirectory;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.authentication.ActorSourceSettings;
import net.authproxy.core.authentication.AuthenticationPolicy;
import net.authproxy.core.authentication.JwtSigningKeySettings;
import net.authproxy.core.authentication.PermissionSettings;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.encryption.GlobalKeyMaterial;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.Key;
import net.authproxy.core.shared.settings.KeyData;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.SharedSecrets;
import net.authproxy.jose.VerificationKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the {@code system_auth} block to keys, token rules and configured actors. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    GlobalKeyMaterial globalKeyMaterial(Settings settings) {
        var configured = settings.get(SystemAuthSettings.class).globalAesKey();
        return new GlobalKeyMaterial(
                material(settings, configured.current()),
                configured.previous().stream()
                        .map(key -> material(settings, key))
                        .toList());
    }

    private static GlobalKeyMaterial.Material material(Settings settings, KeyData key) {
        return new GlobalKeyMaterial.Material(key.provider(), settings.values().aesKey(key));
    }

    @Bean
    AuthenticationPolicy authenticationPolicy(Settings settings) {
        SystemAuthSettings auth = settings.get(SystemAuthSettings.class);
        return new AuthenticationPolicy(
                auth.jwtIssuer(),
                Set.copyOf(new LinkedHashSet<>(auth.acceptedIssuers())),
                auth.jwtMaxLifetime(),
                auth.implicitExp(),
                hostKeys(settings, auth.jwtSigningKey()));
    }

    private static List<VerificationKey> hostKeys(
            Settings settings, @org.jspecify.annotations.Nullable JwtSigningKeySettings configured) {
        if (configured == null) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>(List.of(configured.current()));
        keys.addAll(configured.previous());
        return keys.stream()
                .map(key -> verificationKey(settings, key, "system_auth.jwt_signing_key"))
                .toList();
    }

    private static VerificationKey verificationKey(Settings settings, Key key, String where) {
        try {
            return keyMaterial(settings, key, where).toKey();
        } catch (KeyRejectedException e) {
            throw new StartException(where + ": " + e.getMessage());
        }
    }

    private static KeyMaterial keyMaterial(Settings settings, Key key, String where) {
        return switch (key) {
            case Key.Shared shared -> new KeyMaterial.SharedKey(secret(settings, shared.sharedKey()));
            case Key.Asymmetric pair -> {
                if (pair.publicKey() == null) {
                    throw new StartException(where + ": needs public_key, since it only verifies");
                }
                yield new KeyMaterial.PublicKey(
                        settings.values().keyText(pair.publicKey()).expose(), Optional.empty());
            }
        };
    }

    /** A file is read as the command line reads it, without its last line end. */
    private static SecretBytes secret(Settings settings, KeyData key) {
        SecretBytes bytes = settings.values().bytes(key);
        return key instanceof KeyData.File
                ? bytes.expose(content -> SecretBytes.copyOf(SharedSecrets.fromFile(content)))
                : bytes;
    }

    @Bean
    ConfiguredActors configuredActors(Settings settings) {
        ActorSourceSettings source = settings.get(SystemAuthSettings.class).actors();
        return switch (source) {
            case null -> new ConfiguredActors(Optional.empty(), Optional.empty());
            case ActorSourceSettings.KeyDirectory directory ->
                new ConfiguredActors(
                        Optional.of(new KeyDirectory(directory.keysPath(), permissions(directory.permissions()))),
                        Optional.of(directory.syncCronSchedule()));
            case ActorSourceSettings.Listed listed ->
                new ConfiguredActors(Optional.of(new ListedActors(listed(settings, listed))), Optional.empty());
        };
    }

    private static List<ConfiguredActor> listed(Settings settings, ActorSourceSettings.Listed listed) {
        List<ConfiguredActor> actors = new ArrayList<>();
        for (int i = 0; i < listed.actors().size(); i++) {
            var actor = listed.actors().get(i);
            String where = "system_auth.actors[" + i + "].key";
            verificationKey(settings, actor.key(), where);
            actors.add(new ConfiguredActor(
                    actor.namespace(),
                    actor.externalId(),
                    permissions(actor.permissions()),
                    actor.labels(),
                    new NewActorKey(
                            keyMaterial(settings, actor.key(), where), "configuration", actor.canAssertActors())));
        }
        return actors;
    }

    private static List<Permission> permissions(List<PermissionSettings> settings) {
        return settings.stream()
                .map(entry -> new Permission(entry.namespace(), entry.resources(), entry.resourceIds(), entry.verbs()))
                .toList();
    }

    /**
     * The source of configured actors, if there is one.
     *
     * @param schedule when it is read again; empty when only at the start
     */
    record ConfiguredActors(Optional<ActorSource> source, Optional<Cron> schedule) {}

    private record ListedActors(List<ConfiguredActor> actors) implements ActorSource {

        @Override
        public ActorListing read() {
            return new ActorListing(actors, Set.of());
        }

        @Override
        public String name() {
            return "config-list";
        }
    }
}
