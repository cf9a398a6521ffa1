package net.authproxy.demo.oauth2;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The four grants of the token endpoint (RFC 6749 4.1.3, 4.4.2, 6; RFC 7523 2.1). */
final class TokenEndpoint {

    static final String AUTHORIZATION_CODE = "authorization_code";
    static final String REFRESH_TOKEN = "refresh_token";
    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final ClientAuthenticator authenticator;
    private final Assertions assertions;
    private final GrantStore grants;
    private final IdTokens idTokens;
    private final Traffic traffic;
    private final ProviderSettings settings;
    private final Map<String, PublicKey> assertionKeys;

    TokenEndpoint(
            ClientAuthenticator authenticator,
            Assertions assertions,
            GrantStore grants,
            IdTokens idTokens,
            Traffic traffic,
            ProviderSettings settings) {
        this.authenticator = authenticator;
        this.assertions = assertions;
        this.grants = grants;
        this.idTokens = idTokens;
        this.traffic = traffic;
        this.settings = settings;
        this.assertionKeys = new ConcurrentHashMap<>(settings.assertionKeys());
    }

    void trust(String issuer, PublicKey key) {
        assertionKeys.put(issuer, key);
    }

    Answer answer(Exchange exchange, FaultPlan plan) {
        boolean wantsGet = plan.has(Fault.GetOnly.class);
        if (exchange.isPost() == wantsGet) {
            return Answer.wrongMethod(wantsGet ? "GET" : "POST");
        }
        Parameters parameters = exchange.parameters();
        if (parameters.repeatsAny()) {
            throw Refusal.invalidRequest("a parameter is repeated");
        }
        String grantType = required(parameters, "grant_type");
        Issued issued = switch (grantType) {
            case AUTHORIZATION_CODE -> byCode(exchange, plan);
            case REFRESH_TOKEN -> byRefreshToken(exchange, plan);
            case CLIENT_CREDENTIALS -> byClient(exchange, plan);
            case JWT_BEARER -> byAssertion(exchange, plan);
            default -> throw Refusal.of("unsupported_grant_type", "unknown grant_type");
        };
        traffic.issuedFor(grantType);
        return Answer.json(200, members(issued, idTokens.sign(exchange.issuer(), issued, plan)));
    }

    private Issued byCode(Exchange exchange, FaultPlan plan) {
        Parameters parameters = exchange.parameters();
        DemoClient client = authenticator.authenticate(exchange);
        return grants.redeem(
                required(parameters, "code"),
                client,
                parameters.one("redirect_uri").orElse(null),
                parameters.one("code_verifier").orElse(null),
                plan.issueOptions());
    }

    private Issued byRefreshToken(Exchange exchange, FaultPlan plan) {
        Parameters parameters = exchange.parameters();
        DemoClient client = authenticator.authenticate(exchange);
        Set<String> narrower = parameters.one("scope").map(TokenEndpoint::split).orElse(null);
        return grants.refresh(required(parameters, "refresh_token"), client, narrower, plan.issueOptions());
    }

    private Issued byClient(Exchange exchange, FaultPlan plan) {
        DemoClient client = authenticator.authenticate(exchange);
        if (client.isPublic()) {
            throw Refusal.of("unauthorized_client", "a client without a secret cannot act for itself");
        }
        return grants.forMachine(client, known(exchange.parameters().one("scope")), plan.issueOptions());
    }

    /** The assertion is the proof; no client authentication is wanted (RFC 7521 4.1). */
    private Issued byAssertion(Exchange exchange, FaultPlan plan) {
        String assertion = required(exchange.parameters(), "assertion");
        String issuer = Assertions.issuer(assertion).orElse("");
        PublicKey key = assertionKeys.get(issuer);
        if (key == null) {
            throw Refusal.invalidGrant("unknown issuer of the assertion");
        }
        JWTClaimsSet claims = assertions
                .check(assertion, key, Set.of(exchange.issuer(), exchange.url(Endpoint.TOKEN)))
                .orElseThrow(() -> Refusal.invalidGrant("the assertion is not good"));
        Optional<String> scope = exchange.parameters().one("scope").or(() -> scopeClaim(claims));
        DemoClient client = DemoClient.publicClient(issuer);
        return settings.people().stream()
                .filter(person -> List.of(person.id(), person.email()).contains(claims.getSubject()))
                .findFirst()
                .map(person -> grants.forPerson(client, person, known(scope), plan.issueOptions()))
                .orElseGet(() -> grants.forMachine(client, known(scope), plan.issueOptions()));
    }

    private static Optional<String> scopeClaim(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getStringClaim("scope"));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Set<String> known(Optional<String> scope) {
        Set<String> asked = split(scope.orElse(""));
        if (!settings.scopes().stream().map(DemoScope::id).toList().containsAll(asked)) {
            throw Refusal.of("invalid_scope", "unknown scope");
        }
        return asked;
    }

    private static Set<String> split(String scope) {
        Set<String> scopes = new LinkedHashSet<>(List.of(scope.split("[ ,]+")));
        scopes.remove("");
        return scopes;
    }

    private static Members members(Issued issued, @Nullable String idToken) {
        Members members = Members.NONE
                .with("access_token", issued.accessToken())
                .with("token_type", "Bearer")
                .with("expires_in", issued.expiresIn())
                .with("scope", String.join(" ", issued.scopes()));
        members = issued.refreshToken() == null ? members : members.with("refresh_token", issued.refreshToken());
        return idToken == null ? members : members.with("id_token", idToken);
    }

    private static String required(Parameters parameters, String name) {
        return parameters.one(name).orElseThrow(() -> Refusal.invalidRequest(name + " is missing"));
    }
}
