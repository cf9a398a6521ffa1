package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens come from.
 *
 * @param endpoint absent if discovered
 * @param authMethod how we authenticate there
 * @param assertion the signed assertion; present exactly for {@code PRIVATE_KEY_JWT}
 * @param params extra body parameters, also on refresh
 * @param query extra query parameters
 * @param headers extra headers
 * @param bodyFormat how parameters are written
 * @param response where the answer keeps what we need
 * @param refreshPolicy when tokens are renewed
 */
public record TokenEndpoint(
        @Nullable Template endpoint,
        AuthMethod authMethod,
        @Nullable ClientAssertion assertion,
        Map<String, TemplatedValue> params,
        Map<String, TemplatedValue> query,
        Map<String, TemplatedValue> headers,
        BodyFormat bodyFormat,
        Response response,
        RefreshPolicy refreshPolicy) {

    public TokenEndpoint {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Client authentication (RFC 6749 2.3.1, RFC 7523). */
    public enum AuthMethod {
        CLIENT_SECRET_POST,
        CLIENT_SECRET_BASIC,
        NONE,
        PRIVATE_KEY_JWT
    }

    /** How the parameters of a token request are written. */
    public enum BodyFormat {
        FORM,
        JSON
    }

    /**
     * JSON Pointers into the token answer.
     *
     * @param accessToken {@code /access_token} by default
     * @param refreshToken {@code /refresh_token} by default
     * @param expiresIn {@code /expires_in} by default
     * @param scope {@code /scope} by default
     * @param metadata configuration keys filled from the answer
     */
    public record Response(
            String accessToken, String refreshToken, String expiresIn, String scope, Map<String, String> metadata) {

        public static final Response STANDARD =
                new Response("/access_token", "/refresh_token", "/expires_in", "/scope", Map.of());

        public Response {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * When tokens are renewed.
     *
     * @param timeout how long callers wait for a refresh
     * @param inBackground whether it happens before anybody asks
     * @param timeBeforeExpiry how long before; absent: the server's setting
     */
    public record RefreshPolicy(
            Duration timeout,
            boolean inBackground,
            @Nullable Duration timeBeforeExpiry) {}
}
