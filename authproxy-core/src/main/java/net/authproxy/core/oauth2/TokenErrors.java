package net.authproxy.core.oauth2;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which class a failure at a token endpoint belongs to (contract 8.5). */
final class TokenErrors {

    private static final Set<String> PERMANENT = Set.of(
            "invalid_grant",
            "access_denied",
            "invalid_scope",
            "interaction_required",
            "login_required",
            "consent_required",
            "bad_refresh_token",
            "token_expired",
            "token_revoked");
    private static final Set<String> CLIENT =
            Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request");
    private static final Set<String> TRANSIENT = Set.of("temporarily_unavailable", "server_error", "slow_down");
    private static final Set<Integer> CLIENT_STATUS = Set.of(401, 403, 404, 405, 410);
    private static final Set<Integer> TRANSIENT_STATUS = Set.of(408, 425, 429);
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_TEXT = 500;

    private TokenErrors() {}

    /** What an answer means that is no success. */
    static TokenEndpointException of(
            int status, JsonNode body, List<String> connectorsOwn, @Nullable Duration retryAfter) {
        String code = word(body.path("error").asString(""));
        Kind kind = kind(status, code, connectorsOwn);
        String error = code.isEmpty() ? "http_" + status : code;
        String description = plain(body.path("error_description").asString(""));
        String message = description.isEmpty() ? error : error + ": " + description;
        return new TokenEndpointException(kind, error, message, retryAfter, null);
    }

    /** The same for an answer whose body cannot be read. */
    static TokenEndpointException of(int status, List<String> connectorsOwn, @Nullable Duration retryAfter) {
        return of(status, JsonNodeFactory.instance.objectNode(), connectorsOwn, retryAfter);
    }

    private static Kind kind(int status, String code, List<String> connectorsOwn) {
        if (PERMANENT.contains(code) || connectorsOwn.contains(code)) {
            return Kind.PERMANENT;
        }
        if (CLIENT.contains(code)) {
            return Kind.CLIENT_REJECTED;
        }
        if (TRANSIENT.contains(code) || TRANSIENT_STATUS.contains(status) || status >= 500) {
            return Kind.TRANSIENT;
        }
        return CLIENT_STATUS.contains(status) || (status >= 300 && status < 400) ? Kind.CLIENT_REJECTED : Kind.OTHER;
    }

    /** What it means that the call itself failed. Only what certainly never left can be sent again without a thought. */
    static TokenEndpointException of(AuthProxyException failure) {
        boolean unsent = switch (failure.code()) {
            case UPSTREAM_TIMEOUT, UPSTREAM_UNREACHABLE ->
                "connect".equals(failure.details().getOrDefault("phase", "connect"));
            case UPSTREAM_PROTOCOL, UPSTREAM_RESPONSE_TOO_LARGE, UNAVAILABLE -> false;
            default -> true;
        };
        Kind kind = failure.code() == ErrorCode.UPSTREAM_HOST_NOT_ALLOWED
                        || failure.code() == ErrorCode.UPSTREAM_SCHEME_NOT_ALLOWED
                        || failure.code() == ErrorCode.UPSTREAM_ADDRESS_BLOCKED
                ? Kind.CLIENT_REJECTED
                : unsent ? Kind.TRANSIENT : Kind.LOST_ANSWER;
        return new TokenEndpointException(kind, failure.code().code(), failure.message(), null, failure);
    }

    static TokenEndpointException malformed(MalformedAnswerException e) {
        return new TokenEndpointException(
                Kind.LOST_ANSWER, "malformed_answer", "the provider's answer is malformed: " + e.getMessage(), null, e);
    }

    private static String word(String text) {
        return text.length() <= LONGEST_CODE && text.matches("[A-Za-z0-9_.-]+") ? text : "";
    }

    /** Plain text for people: no control characters, not too long. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .limit(LONGEST_TEXT)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }
}
