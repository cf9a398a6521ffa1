package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.Set;

/** Revocation (RFC 7009), introspection (RFC 7662) and {@code userinfo}. */
final class TokenInspection {

    private final ClientAuthenticator authenticator;
    private final GrantStore grants;

    TokenInspection(ClientAuthenticator authenticator, GrantStore grants) {
        this.authenticator = authenticator;
        this.grants = grants;
    }

    /** RFC 7009 2.2: an unknown token is no error. */
    Answer revoke(Exchange exchange) {
        if (!exchange.isPost()) {
            return Answer.wrongMethod("POST");
        }
        DemoClient client = authenticator.authenticate(exchange);
        String token = exchange.body().one("token").orElseThrow(() -> Refusal.invalidRequest("token is missing"));
        grants.revoke(token, client);
        return Answer.empty(200);
    }

    Answer introspect(Exchange exchange) {
        if (!exchange.isPost()) {
            return Answer.wrongMethod("POST");
        }
        authenticator.authenticate(exchange);
        String token = exchange.body().one("token").orElseThrow(() -> Refusal.invalidRequest("token is missing"));
        Members members = grants.liveAccess(token)
                .map(access -> active(access.grant(), access.scopes(), access.expiresAt(), "access_token"))
                .or(() -> grants.liveRefresh(token)
                        .map(refresh ->
                                active(refresh.grant, refresh.grant.scopes, refresh.expiresAt, "refresh_token")))
                .orElse(Members.NONE.with("active", false));
        return Answer.json(200, members);
    }

    Answer userinfo(Exchange exchange) {
        AccessToken token = require(exchange, "openid");
        Person person = token.grant().person;
        if (person == null) {
            throw Refusal.insufficientScope("openid");
        }
        Members members = Members.NONE.with("sub", person.id());
        members = token.scopes().contains("profile") ? members.with("name", person.name()) : members;
        return Answer.json(200, token.scopes().contains("email") ? members.with("email", person.email()) : members);
    }

    /** The live access token of the request. */
    AccessToken require(Exchange exchange) {
        String token = exchange.bearer().orElseThrow(Refusal::noToken);
        return grants.liveAccess(token).orElseThrow(Refusal::invalidToken);
    }

    AccessToken require(Exchange exchange, String scope) {
        AccessToken token = require(exchange);
        if (!token.scopes().contains(scope)) {
            throw Refusal.insufficientScope(scope);
        }
        return token;
    }

    private static Members active(Grant grant, Set<String> scopes, Instant expiresAt, String kind) {
        Members members = Members.NONE
                .with("active", true)
                .with("client_id", grant.clientId)
                .with("scope", String.join(" ", scopes))
                .with("exp", expiresAt.getEpochSecond())
                .with("token_use", kind);
        return grant.person == null ? members : members.with("sub", grant.person.id());
    }
}
