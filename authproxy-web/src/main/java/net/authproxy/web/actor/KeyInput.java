package net.authproxy.web.actor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.authproxy.core.actor.ActorKeyChange;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.PublicKeys;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a caller says of a key, with every finding at once; no finding holds a part of the material. */
final class KeyInput {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HMAC = "HS256";
    private static final int MAX_COMMENT = 255;
    private static final int LAST_YEAR = 9999;

    private final SharedKeyReader secrets;
    private final List<FieldError> findings = new ArrayList<>();

    private KeyInput(SharedKeyReader secrets) {
        this.secrets = secrets;
    }

    /** The key of a request. */
    static NewActorKey read(ActorKeyRequest body, SharedKeyReader secrets) {
        KeyInput input = new KeyInput(secrets);
        Optional<KeyMaterial> material = input.material(body);
        Optional<String> comment = input.comment(body.comment());
        Optional<Instant> expiry = input.time(body.expiresAt());
        input.refuseFindings();
        return new NewActorKey(
                material.orElseThrow(),
                comment.or(() -> lineComment(material.orElseThrow())).orElse(null),
                Boolean.TRUE.equals(body.canAssertActors()),
                expiry.orElse(null));
    }

    /** The changes of a request. */
    static ActorKeyChange read(ActorKeyPatch body, SharedKeyReader secrets) {
        KeyInput input = new KeyInput(secrets);
        ActorKeyChange change = new ActorKeyChange(
                input.replacement("comment", body.comment(), input::comment),
                input.replacement("expires_at", body.expiresAt(), input::time),
                body.canAssertActors());
        input.refuseFindings();
        return change;
    }

    private void refuseFindings() {
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.VALIDATION_FAILED, "the key is not accepted", findings);
        }
    }

    private Optional<KeyMaterial> material(ActorKeyRequest body) {
        if ((body.publicKey() == null) == (body.sharedKey() == null)) {
            find("public_key", "exactly one of public_key and shared_key is required");
            return Optional.empty();
        }
        return body.publicKey() == null ? sharedKey(body) : publicKey(body);
    }

    private Optional<KeyMaterial> publicKey(ActorKeyRequest body) {
        String text = body.publicKey() instanceof String line ? line : JSON.writeValueAsString(body.publicKey());
        return checked("public_key", () -> new KeyMaterial.PublicKey(text, Optional.ofNullable(body.alg())));
    }

    private Optional<KeyMaterial> sharedKey(ActorKeyRequest body) {
        if (body.alg() != null && !body.alg().equals(HMAC)) {
            find("alg", "a shared key has the algorithm HS256");
        }
        return secrets.read(body.sharedKey(), findings)
                .flatMap(secret -> checked("shared_key", () -> new KeyMaterial.SharedKey(secret)));
    }

    private Optional<KeyMaterial> checked(String path, Supplier<KeyMaterial> material) {
        try {
            KeyMaterial made = material.get();
            made.toKey();
            return Optional.of(made);
        } catch (KeyRejectedException e) {
            find(path, e.reason());
            return Optional.empty();
        }
    }

    private static Optional<String> lineComment(KeyMaterial material) {
        return material instanceof KeyMaterial.PublicKey key
                ? PublicKeys.comment(key.text()).filter(KeyInput::isComment)
                : Optional.empty();
    }

    private Optional<String> comment(@Nullable String text) {
        if (text != null && !isComment(text)) {
            find("comment", "must be at most 255 characters without control characters");
        }
        return Optional.ofNullable(text).filter(comment -> !comment.isEmpty());
    }

    private static boolean isComment(String text) {
        return text.length() <= MAX_COMMENT && text.chars().noneMatch(Character::isISOControl);
    }

    private Optional<Instant> time(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() < LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeException e) {
            find("expires_at", "not a time of RFC 3339");
            return Optional.empty();
        }
        find("expires_at", "out of range");
        return Optional.empty();
    }

    private <T> ActorKeyChange.@Nullable Replacement<T> replacement(
            String path, @Nullable JsonNode node, Parser<T> parser) {
        if (node == null) {
            return null;
        }
        if (!node.isNull() && !node.isString()) {
            find(path, "must be text or null");
            return null;
        }
        return new ActorKeyChange.Replacement<>(
                parser.parse(node.isNull() ? null : node.stringValue()).orElse(null));
    }

    private void find(String path, String message) {
        findings.add(new FieldError(path, message));
    }

    private interface Parser<T> {
        Optional<T> parse(@Nullable String text);
    }
}
