package net.authproxy.core.session;

import java.time.Duration;

/**
 * What a browser gets for signing in.
 *
 * @param cookie value of the session cookie; a secret
 * @param rest until the session's absolute end
 */
public record SignIn(String actorId, String cookie, Duration rest, String xsrfToken) {

    @Override
    public String toString() {
        return "sign-in of " + actorId;
    }
}
