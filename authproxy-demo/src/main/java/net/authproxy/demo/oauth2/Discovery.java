package net.authproxy.demo.oauth2;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The metadata documents of OpenID Connect Discovery and RFC 8414, which say the same here. */
final class Discovery {

    private final ProviderSettings settings;
    private final AtomicReference<Behaviour> behaviour;

    Discovery(ProviderSettings settings, AtomicReference<Behaviour> behaviour) {
        this.settings = settings;
        this.behaviour = behaviour;
    }

    Answer answer(Exchange exchange) {
        List<String> methods =
                Arrays.stream(ClientMethod.values()).map(ClientMethod::id).toList();
        List<String> grants = List.of(
                TokenEndpoint.AUTHORIZATION_CODE,
                TokenEndpoint.REFRESH_TOKEN,
                TokenEndpoint.CLIENT_CREDENTIALS,
                TokenEndpoint.JWT_BEARER);
        Members members = Members.NONE
                .with("issuer", exchange.issuer())
                .with("authorization_endpoint", exchange.url(Endpoint.AUTHORIZE))
                .with("token_endpoint", exchange.url(Endpoint.TOKEN))
                .with("revocation_endpoint", exchange.url(Endpoint.REVOKE))
                .with("introspection_endpoint", exchange.url(Endpoint.INTROSPECT))
                .with("userinfo_endpoint", exchange.url(Endpoint.USERINFO))
                .with("jwks_uri", exchange.url(Endpoint.JWKS))
                .with(
                        "scopes_supported",
                        settings.scopes().stream().map(DemoScope::id).toList())
                .with("response_types_supported", List.of("code"))
                .with("response_modes_supported", List.of("query"))
                .with("grant_types_supported", grants)
                .with("subject_types_supported", List.of("public"))
                .with("id_token_signing_alg_values_supported", List.of("RS256"))
                .with("token_endpoint_auth_methods_supported", methods)
                .with("token_endpoint_auth_signing_alg_values_supported", List.of("RS256", "PS256", "ES256"))
                .with("revocation_endpoint_auth_methods_supported", methods)
                .with("code_challenge_methods_supported", List.of("S256"))
                .with(
                        "authorization_response_iss_parameter_supported",
                        behaviour.get().issInCallback());
        return Answer.json(200, members);
    }
}
