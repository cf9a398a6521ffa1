package net.authproxy.demo.oauth2;

/** An OAuth error that the client is told: {@code {"error": .., "error_description": ..}}. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;
    private final String challenge;

    private Refusal(int status, String error, String description, String challenge) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.challenge = challenge;
    }

    static Refusal of(String error, String description) {
        return new Refusal(400, error, description, "");
    }

    static Refusal invalidGrant(String description) {
        return of("invalid_grant", description);
    }

    static Refusal invalidRequest(String description) {
        return of("invalid_request", description);
    }

    static Refusal invalidClient(String description, boolean basic) {
        return new Refusal(401, "invalid_client", description, basic ? "Basic realm=\"demo\"" : "");
    }

    /** RFC 6750 3.1. */
    static Refusal invalidToken() {
        return new Refusal(
                401,
                "invalid_token",
                "the access token is unknown, expired or revoked",
                "Bearer realm=\"demo\", error=\"invalid_token\"");
    }

    static Refusal noToken() {
        return new Refusal(401, "invalid_token", "this path wants an access token", "Bearer realm=\"demo\"");
    }

    static Refusal insufficientScope(String scope) {
        return new Refusal(
                403,
                "insufficient_scope",
                "this path wants the scope " + scope,
                "Bearer realm=\"demo\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }

    String error() {
        return error;
    }

    Answer toAnswer() {
        Members members = Members.NONE.with("error", error).with("error_description", String.valueOf(getMessage()));
        Answer answer = Answer.json(status, members);
        return challenge.isEmpty() ? answer : answer.with("WWW-Authenticate", challenge);
    }
}
