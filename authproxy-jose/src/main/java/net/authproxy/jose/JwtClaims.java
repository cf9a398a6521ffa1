package net.authproxy.jose;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A typed view of a token's payload with the rules of form of contract 5.2 and no policy: audience, lifetime and clock
 * are for the server to judge. Each accessor throws {@link ClaimException} when its claim is there with a wrong form;
 * {@code null} is a wrong form.
 */
public final class JwtClaims {

    private static final int MAX_SUBJECT = 255;
    private static final int MAX_JWT_ID = 128;
    private static final Pattern NONCE = Pattern.compile("non_[0-9A-Za-z]{16,64}");
    /** The last second of the year 9999. */
    private static final long MAX_TIME = 253_402_300_799L;

    private final ObjectNode members;

    private JwtClaims(ObjectNode members) {
        this.members = members;
    }

    static JwtClaims parse(byte[] payload) {
        return new JwtClaims(StrictJson.object(payload)
                .orElseThrow(() -> new InvalidTokenException("the payload is not a strict JSON object")));
    }

    /** The actor's external id, 1 to 255 characters without control characters. */
    public Optional<String> subject() {
        Optional<String> subject = text("sub");
        subject.filter(value -> !isExternalId(value)).ifPresent(value -> {
            throw new ClaimException("sub", "must have 1 to 255 characters and no control characters");
        });
        return subject;
    }

    /** The namespace of the actor as text; absent means {@code root}. */
    public Optional<String> namespace() {
        return text("namespace");
    }

    /** The service ids of {@code aud}; empty when the claim is absent or an empty array. */
    public List<String> audience() {
        JsonNode audience = members.path("aud");
        if (audience.isMissingNode()) {
            return List.of();
        }
        if (audience.isString()) {
            return List.of(audience.stringValue());
        }
        if (!audience.isArray() || !audience.valueStream().allMatch(JsonNode::isString)) {
            throw new ClaimException("aud", "must be a text or an array of texts");
        }
        return audience.valueStream().map(JsonNode::stringValue).toList();
    }

    public Optional<Instant> expiresAt() {
        return time("exp");
    }

    public Optional<Instant> issuedAt() {
        return time("iat");
    }

    public Optional<Instant> notBefore() {
        return time("nbf");
    }

    /** At most 128 characters. */
    public Optional<String> jwtId() {
        Optional<String> id = text("jti");
        id.filter(value -> value.length() > MAX_JWT_ID).ifPresent(value -> {
            throw new ClaimException("jti", "must have at most 128 characters");
        });
        return id;
    }

    public Optional<String> issuer() {
        return text("iss");
    }

    /** {@code non_} and 16 to 64 letters and digits. */
    public Optional<String> nonce() {
        Optional<String> nonce = text("nonce");
        nonce.filter(value -> !NONCE.matcher(value).matches()).ifPresent(value -> {
            throw new ClaimException("nonce", "must be non_ and 16 to 64 letters and digits");
        });
        return nonce;
    }

    /** Whether one of the actor's own keys is said to have signed; never together with {@link #systemSigned}. */
    public boolean actorSigned() {
        boolean signed = flag("actor_signed");
        if (signed && flag("system_signed")) {
            throw new ClaimException("actor_signed", "and system_signed exclude each other");
        }
        return signed;
    }

    /** Whether AuthProxy itself is said to have signed; never together with {@link #actorSigned}. */
    public boolean systemSigned() {
        boolean signed = flag("system_signed");
        if (signed && flag("actor_signed")) {
            throw new ClaimException("system_signed", "and actor_signed exclude each other");
        }
        return signed;
    }

    /** The actor to create or update; its members are not judged here. */
    public Optional<ObjectNode> actor() {
        return object("actor");
    }

    /** Who minted the token, informative. */
    public Optional<ObjectNode> act() {
        return object("act");
    }

    /** Any claim as it stands; a JSON {@code null} is present. */
    public Optional<JsonNode> claim(String name) {
        return Optional.of(members.path(name)).filter(value -> !value.isMissingNode());
    }

    /** All claims as JSON text. */
    public String json() {
        return members.toString();
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "claims " + members.propertyNames();
    }

    private Optional<ObjectNode> object(String name) {
        return claim(name).map(value -> {
            if (value instanceof ObjectNode object) {
                return object;
            }
            throw new ClaimException(name, "must be an object");
        });
    }

    private Optional<String> text(String name) {
        return claim(name).map(value -> {
            if (value.isString()) {
                return value.stringValue();
            }
            throw new ClaimException(name, "must be a text");
        });
    }

    private boolean flag(String name) {
        JsonNode value = members.path(name);
        if (value.isMissingNode()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new ClaimException(name, "must be true or false");
        }
        return value.booleanValue();
    }

    private Optional<Instant> time(String name) {
        return claim(name).map(value -> {
            if (value.isIntegralNumber() && value.canConvertToLong() && isTime(value.longValue())) {
                return Instant.ofEpochSecond(value.longValue());
            }
            throw new ClaimException(name, "must be an integer number of seconds since 1970");
        });
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= MAX_TIME;
    }

    private static boolean isExternalId(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= 1 && length <= MAX_SUBJECT && text.codePoints().noneMatch(Character::isISOControl);
    }
}
