package net.authproxy.core.disconnect;

import java.nio.charset.StandardCharsets;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.encryption.UndecryptableException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;

/** Task tokens: a task id that only the actor it was given to may ask about (contract 7.1). */
public class TaskTokens {

    private static final String CONTEXT = "task";

    private final FieldCipher cipher;

    TaskTokens(FieldCipher cipher) {
        this.cipher = cipher;
    }

    String seal(String actorId, ResourceId taskId) {
        byte[] plain = (actorId + " " + taskId.text()).getBytes(StandardCharsets.UTF_8);
        return OpaqueText.encode(cipher.sealGlobal(Purpose.TASK_TOKEN, CONTEXT, plain));
    }

    /**
     * The task behind a token.
     *
     * @throws AuthProxyException {@code validation_failed} for what is no token, {@code task_of_other_actor} for
     *     somebody else's
     */
    public ResourceId open(ActorPrincipal caller, String token) {
        String[] parts = plain(token).split(" ", -1);
        if (!parts[0].equals(caller.actorId())) {
            throw new AuthProxyException(ErrorCode.TASK_OF_OTHER_ACTOR, "the task was started by another actor");
        }
        return new ResourceId(IdType.TASK, parts[1]);
    }

    private String plain(String token) {
        try {
            return new String(
                    cipher.openGlobal(Purpose.TASK_TOKEN, CONTEXT, OpaqueText.decode(token)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | UndecryptableException e) {
            throw AuthProxyException.invalid("token", "not a task token");
        }
    }
}
