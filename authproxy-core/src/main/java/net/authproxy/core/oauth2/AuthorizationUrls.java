package net.authproxy.core.oauth2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.connector.definition.AuthorizationEndpoint;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.oauth2.AuthorizationState.CodeFlow;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/** Where a user is sent for consent, and what must be remembered until then (contract 8.1, RFC 6749 4.1.1, RFC 7636). */
public class AuthorizationUrls {

    private static final int RANDOM_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    AuthorizationUrls(SecureRandom random) {
        this.random = random;
    }

    /** The authorization request, and what the callback needs. */
    public record Request(String url, CodeFlow flow) {

        @Override
        public String toString() {
            return "authorization request";
        }
    }

    /**
     * A request for that state.
     *
     * @param omittedScopes scopes of the definition that are not asked for
     * @throws TokenEndpointException when the definition asks for what the provider denies, or cannot be rendered
     */
    public Request of(OAuth2Client client, String state, String redirectUri, Set<String> omittedScopes) {
        OAuth2 rules = client.rules();
        boolean pkce = usesPkce(client);
        List<String> scopes = scopes(rules, omittedScopes);
        boolean openid = rules.scopes().stream()
                .anyMatch(scope -> scope.id().equals("openid") && !omittedScopes.contains(scope.id()));
        CodeFlow flow = new CodeFlow(
                redirectUri,
                pkce ? random() : "",
                openid ? random() : null,
                client.issuer(),
                client.requiresIssuer(),
                scopes);
        String id = client.id();
        String endpoint = client.authorizationUrl();
        OutboundUrl.parse(endpoint);
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(endpoint)
                .clientId(id == null || id.isEmpty() ? "unknown" : id)
                .redirectUri(redirectUri)
                .state(state)
                .parameters(parameters -> bend(client, flow, parameters))
                .build();
        return new Request(request.getAuthorizationRequestUri(), flow);
    }

    /** What is asked for; absent when a parameter of the definition's own says it. */
    private static @Nullable List<String> scopes(OAuth2 rules, Set<String> omitted) {
        if (rules.asksByParameter()) {
            return null;
        }
        return rules.scopes().stream()
                .map(OAuth2.Scope::id)
                .filter(scope -> !omitted.contains(scope))
                .toList();
    }

    private static void bend(OAuth2Client client, CodeFlow flow, Map<String, Object> parameters) {
        OAuth2 rules = client.rules();
        Map<String, Object> own = new LinkedHashMap<>();
        List<String> scopes = flow.scopes();
        if (scopes != null && !scopes.isEmpty()) {
            own.put(OAuth2ParameterNames.SCOPE, String.join(rules.scopeSeparator(), scopes));
        }
        own.put("access_type", "offline");
        if (!flow.verifier().isEmpty()) {
            own.put(PkceParameterNames.CODE_CHALLENGE, challenge(flow.verifier()));
            own.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
        }
        if (flow.nonce() != null) {
            own.put(OidcParameterNames.NONCE, flow.nonce());
        }
        AuthorizationEndpoint endpoint = rules.authorization();
        if (endpoint != null) {
            endpoint.params().forEach((name, value) -> {
                if (value.isEmpty()) {
                    own.remove(name);
                    parameters.remove(name);
                } else {
                    own.put(name, client.render(value.get()).expose());
                }
            });
        }
        parameters.putAll(own);
    }

    private static boolean usesPkce(OAuth2Client client) {
        OAuth2.Pkce wanted = client.rules().pkce();
        boolean denied = Boolean.FALSE.equals(client.metadata().s256());
        if (wanted == OAuth2.Pkce.REQUIRED && denied) {
            throw new TokenEndpointException(
                    Kind.CLIENT_REJECTED, "pkce_unsupported", "the provider does not take PKCE with S256", null, null);
        }
        return wanted == OAuth2.Pkce.REQUIRED || (wanted == OAuth2.Pkce.AUTO && !denied);
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
