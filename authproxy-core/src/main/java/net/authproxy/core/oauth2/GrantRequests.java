package net.authproxy.core.oauth2;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.authproxy.core.connector.definition.ClientAssertion;
import net.authproxy.core.connector.definition.JwtAssertion;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.TemplatedValue;
import net.authproxy.core.connector.definition.TokenEndpoint;
import net.authproxy.core.shared.secret.SecretString;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestHeadersConverter;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestParametersConverter;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The messages to one endpoint of one client, written by the library and bent where the definition says so. The library's
 * own client, which would also send them, is left out: each one makes an HTTP client that nothing is sent by, and that was a
 * fifth of what a refresh cost.
 */
final class GrantRequests {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String UNUSED = "unused";

    private final OAuth2Client client;
    private final OAuth2 rules;
    private final TokenSigner signer;
    private final String endpoint;

    /** @param endpoint what assertions are made for unless the definition names another audience */
    GrantRequests(OAuth2Client client, TokenSigner signer, String endpoint) {
        this.client = client;
        this.rules = client.rules();
        this.signer = signer;
        this.endpoint = endpoint;
    }

    TokenRequest write(TokenGrant grant) {
        return switch (grant) {
            case TokenGrant.Code code -> written(code(code));
            case TokenGrant.Refresh refresh -> written(refresh(refresh));
            case TokenGrant.ClientCredentials credentials ->
                written(new OAuth2ClientCredentialsGrantRequest(
                        registration(AuthorizationGrantType.CLIENT_CREDENTIALS)));
            case TokenGrant.JwtBearer bearer -> written(jwtBearer());
        };
    }

    private <T extends AbstractOAuth2AuthorizationGrantRequest> TokenRequest written(T request) {
        return TokenRequest.of(bent(headers(request)), bent(parameters(request)));
    }

    private static <T extends AbstractOAuth2AuthorizationGrantRequest> HttpHeaders headers(T request) {
        return Objects.requireNonNull(new DefaultOAuth2TokenRequestHeadersConverter<T>().convert(request));
    }

    private static <T extends AbstractOAuth2AuthorizationGrantRequest> MultiValueMap<String, String> parameters(
            T request) {
        return Objects.requireNonNull(new DefaultOAuth2TokenRequestParametersConverter<T>().convert(request));
    }

    private OAuth2AuthorizationCodeGrantRequest code(TokenGrant.Code code) {
        OAuth2AuthorizationRequest asked = OAuth2AuthorizationRequest.authorizationCode()
                .clientId(clientId())
                .authorizationUri(endpoint)
                .redirectUri(code.redirectUri())
                .state(UNUSED)
                .attributes(attributes -> {
                    if (!code.verifier().isEmpty()) {
                        attributes.put(
                                PkceParameterNames.CODE_VERIFIER,
                                code.verifier().expose());
                    }
                })
                .build();
        OAuth2AuthorizationResponse answered = OAuth2AuthorizationResponse.success(
                        code.code().expose())
                .redirectUri(code.redirectUri())
                .state(UNUSED)
                .build();
        return new OAuth2AuthorizationCodeGrantRequest(
                registration(AuthorizationGrantType.AUTHORIZATION_CODE),
                new OAuth2AuthorizationExchange(asked, answered));
    }

    /** The library wants the old access token and does not send it: it need not be opened. */
    private OAuth2RefreshTokenGrantRequest refresh(TokenGrant.Refresh grant) {
        return new OAuth2RefreshTokenGrantRequest(
                registration(AuthorizationGrantType.REFRESH_TOKEN),
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, UNUSED, null, null),
                new OAuth2RefreshToken(grant.token().expose(), null));
    }

    private JwtBearerGrantRequest jwtBearer() {
        JwtAssertion assertion = Objects.requireNonNull(rules.jwt());
        Jwt jwt = Jwt.withTokenValue(signer.grantAssertion(client, assertion, endpoint))
                .header("typ", "JWT")
                .claim("aud", endpoint)
                .build();
        return new JwtBearerGrantRequest(registration(AuthorizationGrantType.JWT_BEARER), jwt);
    }

    private ClientRegistration registration(AuthorizationGrantType grant) {
        SecretString secret = client.secret();
        ClientRegistration.Builder builder = ClientRegistration.withRegistrationId("connector")
                .clientId(clientId())
                .clientSecret(secret == null ? "" : secret.expose())
                .clientAuthenticationMethod(method())
                .authorizationGrantType(grant)
                .authorizationUri(endpoint)
                .redirectUri(endpoint)
                .tokenUri(endpoint);
        boolean machine = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(grant)
                || AuthorizationGrantType.JWT_BEARER.equals(grant);
        return (machine ? builder.scope(scopes()) : builder).build();
    }

    private Set<String> scopes() {
        Set<String> scopes = new java.util.LinkedHashSet<>();
        rules.scopes().forEach(scope -> scopes.add(scope.id()));
        return scopes;
    }

    private String clientId() {
        String id = client.id();
        return id == null || id.isEmpty() ? UNUSED : id;
    }

    private ClientAuthenticationMethod method() {
        return switch (rules.token().authMethod()) {
            case CLIENT_SECRET_BASIC -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
            case CLIENT_SECRET_POST ->
                client.secret() == null
                        ? ClientAuthenticationMethod.NONE
                        : ClientAuthenticationMethod.CLIENT_SECRET_POST;
            case NONE -> ClientAuthenticationMethod.NONE;
            case PRIVATE_KEY_JWT -> ClientAuthenticationMethod.PRIVATE_KEY_JWT;
        };
    }

    /** Client authentication that the library leaves to us, the connector's separator, and the connector's own parameters. */
    private MultiValueMap<String, String> bent(MultiValueMap<String, String> standard) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(standard);
        if (client.id() == null) {
            parameters.remove(OAuth2ParameterNames.CLIENT_ID);
        }
        if (parameters.containsKey(OAuth2ParameterNames.SCOPE)) {
            parameters.set(OAuth2ParameterNames.SCOPE, String.join(rules.scopeSeparator(), scopes()));
        }
        authenticate(parameters);
        client.render(rules.token().params()).forEach(parameters::set);
        return parameters;
    }

    private void authenticate(MultiValueMap<String, String> parameters) {
        ClientAssertion assertion = rules.token().assertion();
        if (rules.token().authMethod() == TokenEndpoint.AuthMethod.PRIVATE_KEY_JWT && assertion != null) {
            parameters.set(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE, ASSERTION_TYPE);
            parameters.set(OAuth2ParameterNames.CLIENT_ASSERTION, signer.clientAssertion(client, assertion, endpoint));
        }
    }

    private HttpHeaders bent(HttpHeaders standard) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(standard);
        headers.setAccept(java.util.List.of(MediaType.APPLICATION_JSON));
        headers.setContentType(
                rules.token().bodyFormat() == TokenEndpoint.BodyFormat.JSON
                        ? MediaType.APPLICATION_JSON
                        : MediaType.APPLICATION_FORM_URLENCODED);
        client.render(rules.token().headers()).forEach(headers::set);
        return headers;
    }

    /** RFC 7009 2.1; the library has no message for it, but the way a client authenticates is the same. */
    TokenRequest writeRevocation(String token, String hint, Map<String, TemplatedValue> own) {
        OAuth2ClientCredentialsGrantRequest asClient =
                new OAuth2ClientCredentialsGrantRequest(registration(AuthorizationGrantType.CLIENT_CREDENTIALS));
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(parameters(asClient));
        parameters.remove(OAuth2ParameterNames.GRANT_TYPE);
        parameters.remove(OAuth2ParameterNames.SCOPE);
        if (client.id() == null) {
            parameters.remove(OAuth2ParameterNames.CLIENT_ID);
        }
        authenticate(parameters);
        parameters.set(OAuth2ParameterNames.TOKEN, token);
        parameters.set(OAuth2ParameterNames.TOKEN_TYPE_HINT, hint);
        client.render(own).forEach(parameters::set);
        return TokenRequest.of(bent(headers(asClient)), parameters);
    }
}
