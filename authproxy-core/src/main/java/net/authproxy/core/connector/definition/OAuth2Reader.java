package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code auth} of type OAuth2. */
final class OAuth2Reader {

    private static final Duration SKEW = Duration.ofSeconds(60);

    private final ObjectReader in;

    OAuth2Reader(ObjectReader in) {
        this.in = in;
    }

    OAuth2 read() {
        OAuth2.Grant grant = in.choice("grant_type", OAuth2.Grant.AUTHORIZATION_CODE);
        OAuth2.Client client = new OAuth2.Client(
                ValueReader.templated(in, "client_id", false, TemplateScope.AUTHORIZE),
                ValueReader.templated(in, "client_secret", true, TemplateScope.AUTHORIZE));
        String separator = in.text("scope_separator", " ");
        OAuth2 oauth2 = new OAuth2(
                grant,
                client,
                scopes(),
                separator,
                in.choice("pkce", OAuth2.Pkce.AUTO),
                in.httpsUrl("discovery_url"),
                in.text("issuer"),
                in.duration("default_expires_in"),
                authorization(),
                new TokenEndpointReader().read(in),
                refresh(),
                revocation(),
                jwt(),
                IdentityReader.read(in),
                in.flag("allow_account_change", false));
        Compatibility.ignoreTimings(in);
        check(oauth2);
        return oauth2;
    }

    private void check(OAuth2 oauth2) {
        boolean discovered = oauth2.discoveryUrl() != null;
        AuthorizationEndpoint authorization = oauth2.authorization();
        boolean codeGrant = oauth2.grant() == OAuth2.Grant.AUTHORIZATION_CODE;
        if (codeGrant && !discovered && (authorization == null || authorization.endpoint() == null)) {
            in.finding("authorization.endpoint", "is required without discovery_url");
        }
        if (!discovered && oauth2.token().endpoint() == null) {
            in.finding("token.endpoint", "is required without discovery_url");
        }
        boolean jwtGrant = oauth2.grant() == OAuth2.Grant.JWT_BEARER;
        if (jwtGrant && !in.has("jwt")) {
            in.finding("jwt", "is required for grant_type jwt_bearer");
        } else if (!jwtGrant && in.has("jwt")) {
            in.finding("jwt", "is only for grant_type jwt_bearer");
        }
        if (!jwtGrant && oauth2.client().id() == null) {
            in.reading().warning(in.path("client_id"), "is missing; most providers refuse that");
        }
    }

    private List<OAuth2.Scope> scopes() {
        List<OAuth2.Scope> scopes = new ArrayList<>(in.objects(
                "scopes",
                scope -> new OAuth2.Scope(
                        scope.requiredText("id"), scope.flag("required", true), scope.requiredText("reason"))));
        in.texts("default_scopes").forEach(id -> scopes.add(new OAuth2.Scope(id, true, "")));
        Set<String> seen = new HashSet<>();
        scopes.stream()
                .map(OAuth2.Scope::id)
                .filter(id -> !seen.add(id))
                .forEach(id -> in.finding("scopes", "has a scope twice"));
        return scopes;
    }

    private @Nullable AuthorizationEndpoint authorization() {
        return in.object("authorization")
                .map(object -> ObjectReader.closing(object, reader -> {
                    reader.ignored("template"::equals);
                    Compatibility.ignoreTimings(reader);
                    return new AuthorizationEndpoint(
                            ValueReader.url(reader, "endpoint", TemplateScope.AUTHORIZE), authorizationParams(reader));
                }))
                .orElse(null);
    }

    private static Map<String, Optional<TemplatedValue>> authorizationParams(ObjectReader reader) {
        Map<String, Optional<TemplatedValue>> params = new LinkedHashMap<>();
        String key = ValueReader.oneOf(reader, "params", "query_overrides");
        reader.eachMember(
                key,
                (name, members) -> params.put(
                        name,
                        Optional.ofNullable(ValueReader.templated(
                                members, name, SensitiveNames.contains(name), TemplateScope.AUTHORIZE))));
        return params;
    }

    private RefreshRules refresh() {
        RefreshRules none = new RefreshRules(null, RefreshRules.Rotation.OPTIONAL, SKEW, List.of());
        return in.object(
                "refresh",
                none,
                reader -> new RefreshRules(
                        ValueReader.url(reader, "endpoint", TemplateScope.REFRESH),
                        reader.choice("rotation", RefreshRules.Rotation.OPTIONAL),
                        reader.duration("skew", SKEW),
                        reader.texts("permanent_errors")));
    }

    private @Nullable RevocationEndpoint revocation() {
        return in.object("revocation")
                .map(object -> ObjectReader.closing(
                        object,
                        reader -> new RevocationEndpoint(
                                ValueReader.requiredUrl(reader, "endpoint", TemplateScope.CONNECTED),
                                reader.choice("supported_tokens", RevocationEndpoint.SupportedTokens.BOTH),
                                ValueReader.templatedMap(reader, "params", "form_overrides", TemplateScope.CONNECTED),
                                ValueReader.templatedMap(reader, "query_overrides", TemplateScope.CONNECTED))))
                .orElse(null);
    }

    private @Nullable JwtAssertion jwt() {
        return in.object("jwt")
                .map(object -> ObjectReader.closing(
                        object,
                        reader -> new JwtAssertion(
                                ValueReader.template(reader, "issuer", TemplateScope.AUTHORIZE),
                                ValueReader.template(reader, "subject", TemplateScope.AUTHORIZE),
                                ValueReader.template(reader, "audience", TemplateScope.AUTHORIZE),
                                KeyReader.key(reader),
                                KeyReader.algorithm(reader),
                                ValueReader.template(reader, "kid", TemplateScope.AUTHORIZE),
                                reader.duration("lifetime", Duration.ofMinutes(5)),
                                ValueReader.templatedMap(reader, "claims", TemplateScope.AUTHORIZE))))
                .orElse(null);
    }
}
