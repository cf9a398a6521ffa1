package net.authproxy.core.idempotency;

import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.encryption.UndecryptableException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers by idempotency key (contract 1.5), in Redis for a day, encrypted, one slot per actor, narrowing, service, method,
 * path and key: what a token was told is not told to a narrower one of the same actor. A request that never ends, as its process died, holds its slot for {@link #LONGEST_REQUEST}.
 */
public class IdempotentRequests {

    static final Duration KEPT = Duration.ofHours(24);
    static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);

    private static final RedisScript SETTLE = RedisScript.of(IdempotentRequests.class, "settle.lua");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRIES = 3;

    private final RedisAccess redis;
    private final FieldCipher cipher;

    IdempotentRequests(RedisAccess redis, FieldCipher cipher) {
        this.redis = redis;
        this.cipher = cipher;
    }

    /**
     * Takes the slot of a request, or finds what became of the first one.
     *
     * @param service over which it came; the same path may show more on another one
     * @param key the caller's idempotency key
     * @throws AuthProxyException {@code idempotency_key_reused} when the first one had another body,
     *     {@code idempotency_in_progress} while it runs, {@code unavailable} without Redis
     */
    public Attempt begin(ActorPrincipal caller, String service, String method, String path, String key, byte[] body) {
        String slot = "authproxy:idem:"
                + sha256(String.join("\n", caller.actorId(), narrowing(caller), service, method, path, key));
        String digest = HexFormat.of().formatHex(sha256(body));
        String mark = seal(slot, new Entry(digest, UUID.randomUUID().toString(), null, null, null));
        for (int tries = 0; tries < TRIES; tries++) {
            SetArgs onlyIfFree = SetArgs.Builder.nx().px(LONGEST_REQUEST.toMillis());
            if (redis.call(commands -> commands.set(slot, mark, onlyIfFree)) != null) {
                return new Attempt.First(slot, mark);
            }
            String stored = redis.<@Nullable String>call(commands -> commands.get(slot));
            Entry entry = stored == null ? null : open(slot, stored);
            if (entry != null) {
                return judge(entry, digest);
            }
            if (stored != null) {
                // Sealed with a key that is gone: nobody can ever read it.
                redis.runForNumber(SETTLE, slot, stored, "", "0");
            }
        }
        throw inProgress();
    }

    /** Stands for what the token may do at most; a token without a limit differs from one that may do nothing. */
    private static String narrowing(ActorPrincipal caller) {
        PermissionSet narrowing = caller.narrowing();
        return narrowing == null ? "" : sha256(narrowing.canonicalText());
    }

    private static Attempt judge(Entry entry, String digest) {
        if (!entry.digest().equals(digest)) {
            throw new AuthProxyException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED, "this idempotency key was used for another request body");
        }
        RecordedAnswer answer = entry.answer();
        if (answer == null) {
            throw inProgress();
        }
        return new Attempt.Replay(answer);
    }

    private static AuthProxyException inProgress() {
        return new AuthProxyException(
                        ErrorCode.IDEMPOTENCY_IN_PROGRESS, "the first request with this idempotency key is running")
                .with("retry_after_seconds", 1);
    }

    /** Keeps the answer of a first request. */
    public void complete(Attempt.First first, byte[] body, RecordedAnswer answer) {
        Entry entry =
                new Entry(HexFormat.of().formatHex(sha256(body)), "", answer.status(), answer.headers(), answer.body());
        settle(first, seal(first.slot(), entry));
    }

    /** Forgets a first request, so that it may be tried again. */
    public void abandon(Attempt.First first) {
        settle(first, "");
    }

    private void settle(Attempt.First first, String answer) {
        redis.runForNumber(SETTLE, first.slot(), first.mark(), answer, Long.toString(KEPT.toMillis()));
    }

    private String seal(String slot, Entry entry) {
        return OpaqueText.encode(cipher.sealGlobal(Purpose.IDEMPOTENT_ANSWER, slot, JSON.writeValueAsBytes(entry)));
    }

    private @Nullable Entry open(String slot, String stored) {
        try {
            byte[] plain = cipher.openGlobal(Purpose.IDEMPOTENT_ANSWER, slot, OpaqueText.decode(stored));
            return JSON.readValue(plain, Entry.class);
        } catch (IllegalArgumentException | UndecryptableException unreadable) {
            return null;
        }
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a slot holds; without status, headers and body while the request runs. */
    private record Entry(
            String digest,
            String run,
            @Nullable Integer status,
            @Nullable Map<String, String> headers,
            @Nullable String body) {

        @Nullable
        RecordedAnswer answer() {
            return status == null || headers == null || body == null ? null : new RecordedAnswer(status, headers, body);
        }
    }
}
