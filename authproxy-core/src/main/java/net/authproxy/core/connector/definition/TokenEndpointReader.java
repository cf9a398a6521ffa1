package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code auth.token}. */
final class TokenEndpointReader {

    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ASSERTION_LIFETIME = Duration.ofSeconds(60);

    TokenEndpoint read(ObjectReader auth) {
        TokenEndpoint none = new TokenEndpoint(
                null,
                TokenEndpoint.AuthMethod.CLIENT_SECRET_POST,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                TokenEndpoint.BodyFormat.FORM,
                TokenEndpoint.Response.STANDARD,
                new TokenEndpoint.RefreshPolicy(REFRESH_TIMEOUT, true, null));
        return auth.object("token", none, this::token);
    }

    private TokenEndpoint token(ObjectReader in) {
        TokenEndpoint.AuthMethod method = authMethod(in);
        TokenEndpoint token = new TokenEndpoint(
                ValueReader.url(in, "endpoint", TemplateScope.AUTHORIZE),
                method,
                assertion(in, method),
                ValueReader.templatedMap(in, "params", "form_overrides", TemplateScope.AUTHORIZE),
                ValueReader.templatedMap(in, "query_overrides", TemplateScope.AUTHORIZE),
                RequestReader.headers(in, "headers", TemplateScope.AUTHORIZE),
                in.choice("body_format", TokenEndpoint.BodyFormat.FORM),
                in.object("response", TokenEndpoint.Response.STANDARD, this::response),
                new TokenEndpoint.RefreshPolicy(
                        in.duration("refresh_timeout", REFRESH_TIMEOUT),
                        in.flag("refresh_in_background", true),
                        in.duration("refresh_time_before_expiry")));
        Compatibility.ignoreTimings(in);
        return token;
    }

    private static TokenEndpoint.AuthMethod authMethod(ObjectReader in) {
        boolean inBody = in.flag("auth_in_body", true);
        if (in.has("auth_in_body") && in.has("auth_method")) {
            in.finding("auth_in_body", "is an older form of auth_method; give only one");
        }
        return in.choice(
                "auth_method",
                inBody ? TokenEndpoint.AuthMethod.CLIENT_SECRET_POST : TokenEndpoint.AuthMethod.CLIENT_SECRET_BASIC);
    }

    private static @Nullable ClientAssertion assertion(ObjectReader in, TokenEndpoint.AuthMethod method) {
        if (method == TokenEndpoint.AuthMethod.PRIVATE_KEY_JWT && !in.has("client_assertion")) {
            in.finding("client_assertion", "is required for auth_method private_key_jwt");
        }
        if (method != TokenEndpoint.AuthMethod.PRIVATE_KEY_JWT && in.has("client_assertion")) {
            in.finding("client_assertion", "is only for auth_method private_key_jwt");
        }
        return in.object("client_assertion")
                .map(object -> ObjectReader.closing(
                        object,
                        reader -> new ClientAssertion(
                                KeyReader.key(reader),
                                KeyReader.algorithm(reader),
                                reader.text("kid"),
                                reader.text("audience"),
                                reader.duration("lifetime", ASSERTION_LIFETIME))))
                .orElse(null);
    }

    private TokenEndpoint.Response response(ObjectReader in) {
        TokenEndpoint.Response standard = TokenEndpoint.Response.STANDARD;
        Map<String, String> metadata = in.textMap("metadata");
        metadata.forEach((key, pointer) -> checkPointer(in, in.path("metadata").member(key), pointer));
        return new TokenEndpoint.Response(
                pointer(in, "access_token", standard.accessToken()),
                pointer(in, "refresh_token", standard.refreshToken()),
                pointer(in, "expires_in", standard.expiresIn()),
                pointer(in, "scope", standard.scope()),
                metadata);
    }

    private static String pointer(ObjectReader in, String key, String fallback) {
        String pointer = in.text(key, fallback);
        checkPointer(in, in.path(key), pointer);
        return pointer;
    }

    private static void checkPointer(ObjectReader in, DocumentPath path, String pointer) {
        // RFC 6901: empty, or each reference token after a slash, with ~ only as ~0 or ~1.
        if (!pointer.matches("(/([^~/]|~[01])*)+")) {
            in.reading().finding(path, "must be a JSON Pointer such as /data/token");
        }
    }
}
