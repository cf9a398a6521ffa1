package net.authproxy.core.oauth2;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.encryption.UndecryptableException;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * States of round trips in Redis, sealed under their own id. A state is taken once: of many takers exactly one gets it
 * (security O2). Every method throws {@code unavailable} when Redis is away.
 */
@SystemOperation
public class AuthorizationStates {

    private static final Logger log = LoggerFactory.getLogger(AuthorizationStates.class);
    private static final String KEY = "authproxy:oauth2:state:";
    private static final JsonMapper JSON = new JsonMapper();

    private final RedisAccess redis;
    private final FieldCipher cipher;
    private final IdGenerator ids;
    private final Duration life;

    AuthorizationStates(RedisAccess redis, FieldCipher cipher, IdGenerator ids, Duration life) {
        this.redis = redis;
        this.cipher = cipher;
        this.ids = ids;
        this.life = life;
    }

    /** A fresh name; the provider gets it before the state is complete. */
    public String newId() {
        return ids.nextText(IdType.OAUTH2_STATE);
    }

    /** Keeps the state under that name. */
    public void put(String id, AuthorizationState state) {
        String sealed = seal(id, state);
        redis.call(commands -> commands.set(KEY + id, sealed, SetArgs.Builder.px(life.toMillis())));
    }

    /** Writes the state anew if it is still there; its life goes on. */
    public boolean replace(String id, AuthorizationState state) {
        String sealed = seal(id, state);
        return "OK"
                .equals(redis.call(commands ->
                        commands.set(KEY + id, sealed, SetArgs.Builder.xx().keepttl())));
    }

    /** The state, left where it is; empty when there is none of that name. */
    public Optional<AuthorizationState> find(String id) {
        return open(id, redis.call(commands -> commands.get(KEY + id)));
    }

    /** The state, for the one who comes first. */
    public Optional<AuthorizationState> take(String id) {
        return open(id, redis.call(commands -> commands.getdel(KEY + id)));
    }

    private String seal(String id, AuthorizationState state) {
        return OpaqueText.encode(cipher.sealGlobal(Purpose.OAUTH2_STATE, id, JSON.writeValueAsBytes(state)));
    }

    private Optional<AuthorizationState> open(String id, @Nullable String sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            byte[] plain = cipher.openGlobal(Purpose.OAUTH2_STATE, id, OpaqueText.decode(sealed));
            return Optional.of(JSON.readValue(plain, AuthorizationState.class));
        } catch (UndecryptableException | IllegalArgumentException | JacksonException e) {
            log.warn("reason=oauth2_state_unreadable cause={}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
