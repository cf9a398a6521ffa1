package net.authproxy.core.session;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.encryption.UndecryptableException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.MemoryPager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Session records in Redis, under the global key and bound to their name, so that a copied or moved one does not open
 * (contract 5.5, 11.1). Every method throws {@link AuthProxyException} {@code unavailable} when Redis is away.
 */
class SessionStore {

    private static final Logger log = LoggerFactory.getLogger(SessionStore.class);
    private static final String RECORD = "authproxy:session:";
    private static final String INDEX = "authproxy:session-index:";
    private static final int BATCH = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RedisAccess redis;
    private final FieldCipher cipher;
    private final SessionCookie cookies;
    private final MemoryPager<SessionRecord> pages;

    SessionStore(RedisAccess redis, FieldCipher cipher, CursorCodec cursors) {
        this.pages = new MemoryPager<>(
                "sessions",
                "created_at",
                session -> "%019d".formatted(session.createdAt()),
                SessionRecord::id,
                cursors);
        this.redis = redis;
        this.cipher = cipher;
        this.cookies = new SessionCookie(cipher);
    }

    /** Under the same key: what browsers hold. */
    SessionCookie cookies() {
        return cookies;
    }

    /** How lists of sessions are read page by page. */
    MemoryPager<SessionRecord> pages() {
        return pages;
    }

    /**
     * Keeps a new session.
     *
     * @param rest time until it ends without use
     * @param indexRest time for which the list of its actor's sessions must be kept
     */
    void add(SessionRecord session, Duration rest, Duration indexRest) {
        String hash = session.hash();
        String sealed = seal(session);
        String index = INDEX + session.actorId();
        // The list first: a name without a record is skipped, but a record without a name could not be revoked.
        redis.call(commands -> commands.sadd(index, hash));
        redis.call(commands -> commands.pexpire(index, indexRest.toMillis()));
        redis.call(commands -> commands.set(RECORD + hash, sealed, SetArgs.Builder.px(rest.toMillis())));
    }

    Optional<SessionRecord> find(String hash) {
        String sealed = redis.call(commands -> commands.get(RECORD + hash));
        return sealed == null ? Optional.empty() : open(hash, sealed);
    }

    /** Writes a later time of use; false when the session was ended meanwhile, which this does not undo. */
    boolean update(SessionRecord session, Duration rest) {
        String sealed = seal(session);
        return "OK"
                .equals(redis.call(commands -> commands.set(
                        RECORD + session.hash(), sealed, SetArgs.Builder.xx().px(Math.max(1, rest.toMillis())))));
    }

    /** Ends a session; false when it had ended before. */
    boolean remove(SessionRecord session) {
        String hash = session.hash();
        long removed = redis.call(commands -> commands.del(RECORD + hash));
        redis.call(commands -> commands.srem(INDEX + session.actorId(), hash));
        return removed > 0;
    }

    List<SessionRecord> ofActor(String actorId) {
        List<String> hashes = List.copyOf(redis.call(commands -> commands.smembers(INDEX + actorId)));
        List<SessionRecord> found = new ArrayList<>();
        List<String> gone = new ArrayList<>(hashes);
        for (SessionRecord session : read(hashes)) {
            if (session.actorId().equals(actorId)) {
                found.add(session);
                gone.remove(session.hash());
            }
        }
        if (!gone.isEmpty()) {
            redis.call(commands -> commands.srem(INDEX + actorId, gone.toArray(new String[0])));
        }
        return found;
    }

    List<SessionRecord> all() {
        List<SessionRecord> found = new ArrayList<>();
        ScanArgs ours = ScanArgs.Builder.matches(RECORD + "*").limit(BATCH);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScanCursor from = cursor;
            KeyScanCursor<String> page = redis.call(commands -> commands.scan(from, ours));
            found.addAll(read(page.getKeys().stream()
                    .map(key -> key.substring(RECORD.length()))
                    .toList()));
            cursor = page;
        } while (!cursor.isFinished());
        return found.stream().distinct().toList();
    }

    private List<SessionRecord> read(List<String> hashes) {
        if (hashes.isEmpty()) {
            return List.of();
        }
        String[] keys = hashes.stream().map(hash -> RECORD + hash).toArray(String[]::new);
        List<KeyValue<String, String>> values = redis.call(commands -> commands.mget(keys));
        List<SessionRecord> found = new ArrayList<>();
        for (KeyValue<String, String> entry : values) {
            if (entry.hasValue()) {
                open(entry.getKey().substring(RECORD.length()), entry.getValue())
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private String seal(SessionRecord session) {
        EncryptedField field = cipher.sealGlobal(Purpose.SESSION, session.hash(), JSON.writeValueAsBytes(session));
        return OpaqueText.encode(field);
    }

    private Optional<SessionRecord> open(String hash, String sealed) {
        try {
            byte[] plain = cipher.openGlobal(Purpose.SESSION, hash, OpaqueText.decode(sealed));
            SessionRecord session = JSON.readValue(plain, SessionRecord.class);
            return Optional.of(session).filter(read -> read.hash().equals(hash));
        } catch (UndecryptableException | IllegalArgumentException | JacksonException e) {
            log.warn("reason=session_record_unreadable cause={}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
