package net.authproxy.core.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import net.authproxy.core.oauth2.AuthorizationState;

/** The cookie of a round trip: 32 random bytes in the browser, their hash in the state (contract 8.1). */
class FlowCookies {

    private static final int BYTES = 32;
    private static final int NAME_TAIL = 8;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    FlowCookies(SecureRandom random) {
        this.random = random;
    }

    FlowAnswer.FlowCookie fresh(String stateId, AuthorizationState state) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new FlowAnswer.FlowCookie(name(stateId), BASE64.encodeToString(bytes), path(state));
    }

    static String name(String stateId) {
        return "AP-FLOW-" + stateId.substring(Math.max(0, stateId.length() - NAME_TAIL));
    }

    static FlowAnswer.FlowCookie ended(String stateId, AuthorizationState state) {
        return new FlowAnswer.FlowCookie(name(stateId), "", path(state));
    }

    /** Only where the browser comes back to. */
    private static String path(AuthorizationState state) {
        return state.code() == null ? "/setup" : "/oauth2";
    }

    static String hash(String value) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this very browser went away with the state; two cookies of the name tell nothing. */
    static boolean fits(AuthorizationState state, List<String> values) {
        String expected = state.flowHash();
        return expected != null
                && values.size() == 1
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        hash(values.getFirst()).getBytes(StandardCharsets.UTF_8));
    }
}
