package net.authproxy.demo.oauth2;

/** Finds the answer of each endpoint. */
record Endpoints(
        Discovery discovery,
        IdTokens idTokens,
        AuthorizeEndpoint authorize,
        TokenEndpoint token,
        TokenInspection inspection,
        ProtectedApi api) {

    Answer answer(Exchange exchange, FaultPlan plan) {
        return switch (exchange.endpoint()) {
            case OPENID_CONFIGURATION, SERVER_METADATA -> discovery.answer(exchange);
            case JWKS -> idTokens.keys();
            case AUTHORIZE -> exchange.isPost() ? Answer.wrongMethod("GET") : authorize.show(exchange, plan);
            case DECISION -> exchange.isPost() ? authorize.decide(exchange, plan) : Answer.wrongMethod("POST");
            case TOKEN -> token.answer(exchange, plan);
            case REVOKE -> inspection.revoke(exchange);
            case INTROSPECT -> inspection.introspect(exchange);
            case USERINFO -> inspection.userinfo(exchange);
            case DONE -> PageStyle.done(exchange.query());
            case API -> api.answer(exchange);
        };
    }
}
