package net.authproxy.core.authentication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;

/** Tokens that bring a browser from an answer of ours to the service {@code public}: one use, seconds, one connection. */
@SystemOperation
public class HandOffTokens {

    private final AuthenticationPolicy policy;
    private final ActorService actors;
    private final EncryptionService encryption;
    private final IdGenerator ids;
    private final Clock clock;

    HandOffTokens(
            AuthenticationPolicy policy,
            ActorService actors,
            EncryptionService encryption,
            IdGenerator ids,
            Clock clock) {
        this.policy = policy;
        this.actors = actors;
        this.encryption = encryption;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A token for the caller's own actor that may go on with the set-up of that connection and nothing else (contract 8.1).
     * Who asks has checked that the caller may.
     */
    public String forSetup(
            ActorPrincipal caller, NamespacePath namespace, String connectionId, String connectorId, Duration life) {
        Actor actor = actors.findLive(caller.actorId()).orElseThrow(Authorizer::notFound);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", policy.issuer());
        claims.put("sub", actor.externalId());
        claims.put("namespace", actor.namespace().value());
        claims.put("aud", List.of("public"));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(life).plusSeconds(1).getEpochSecond());
        claims.put("jti", ids.nextText(IdType.JWT));
        claims.put("nonce", ids.nextText(IdType.NONCE));
        claims.put("system_signed", true);
        claims.put(
                "permissions",
                List.of(Map.of(
                        "namespace", namespace.value(),
                        "resources", List.of("connections"),
                        "resource_ids", List.of(connectionId, connectorId),
                        "verbs", List.of("create", "update"))));
        SigningKey key = encryption.systemTokenKeys().getFirst().expose(SigningKey::hmac);
        return JwsSigner.sign(claims, key, null);
    }
}
