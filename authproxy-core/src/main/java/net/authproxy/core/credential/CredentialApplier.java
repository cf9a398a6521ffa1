package net.authproxy.core.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connector.definition.Placement;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;

/**
 * The only code that writes a secret into a request. It runs last: whatever the caller sent under the same name is
 * dropped first, in every spelling (security D11, contract 6.2 and 9.3).
 */
public final class CredentialApplier {

    private static final String AUTHORIZATION = "Authorization";
    private static final String COOKIE = "Cookie";

    private CredentialApplier() {}

    /** Whether any placement is in the body, so that the whole body must be there first. */
    public static boolean needsBody(List<Placement> placements) {
        return placements.stream().anyMatch(Placement.Body.class::isInstance);
    }

    /**
     * The fields of the stored credentials in the form and place that the definition wants.
     *
     * @throws AuthProxyException {@code needs_reauth} when a field that is needed was left out, or cannot stand in a
     *     header
     */
    public static List<Credential> render(List<Placement> placements, TemplateValues values) {
        try {
            return placements.stream()
                    .map(placement -> credential(placement, values))
                    .toList();
        } catch (TemplateException e) {
            throw new AuthProxyException(
                    ErrorCode.NEEDS_REAUTH, "the stored credential cannot be sent: it " + e.message());
        }
    }

    /** Writes them into a request. */
    public static void apply(List<Credential> credentials, OutgoingRequest request) {
        for (Credential credential : credentials) {
            apply(credential, request);
        }
    }

    /** Replaces headers that the connector declares as secret. */
    public static void applyHeaders(Map<String, SecretString> headers, OutgoingRequest request) {
        headers.forEach((name, value) -> apply(new Credential.HeaderValue(name, value), request));
    }

    private static Credential credential(Placement placement, TemplateValues values) {
        return switch (placement) {
            case Placement.Bearer bearer ->
                header(AUTHORIZATION, "Bearer " + bearer.template().renderHeader(values));
            case Placement.Basic basic ->
                header(AUTHORIZATION, "Basic " + base64(basic.template().renderPlain(values)));
            case Placement.Header header ->
                header(header.name(), header.prefix() + header.template().renderHeader(values));
            case Placement.Query query ->
                new Credential.QueryValue(
                        query.name(), SecretString.of(query.template().renderPlain(values)));
            case Placement.Body body ->
                new Credential.BodyField(
                        body.name(), SecretString.of(body.template().renderPlain(values)));
            case Placement.Cookie cookie ->
                new Credential.CookieValue(
                        cookie.name(), SecretString.of(cookie.template().renderHeader(values)));
        };
    }

    private static Credential header(String name, String value) {
        return new Credential.HeaderValue(name, SecretString.of(value));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void apply(Credential credential, OutgoingRequest request) {
        switch (credential) {
            case Credential.HeaderValue header -> {
                request.removeHeader(header.name());
                request.setHeader(header.name(), header.value());
            }
            case Credential.CookieValue cookie -> {
                request.removeHeader(COOKIE);
                request.setHeader(
                        COOKIE,
                        SecretString.of(cookie.name() + "=" + cookie.value().expose()));
            }
            case Credential.QueryValue query ->
                request.setTarget(SecretString.of(FormPairs.inTarget(
                        request.target(), query.name(), query.value().expose())));
            case Credential.BodyField field -> request.setBody(BodyCredential.write(request, field));
        }
    }
}
