package net.authproxy.demo.oauth2;

import java.time.Duration;

/**
 * How the provider behaves as long as nobody changes it; what happens to single requests is a {@link Fault}.
 *
 * @param rotation whether a refresh gives a new refresh token; without, the old one stays good and is repeated
 * @param accessTokenLife whole seconds, 1 or more
 * @param refreshTokenLife from its issue; whole seconds
 * @param codeLife of an authorization code
 * @param issInCallback whether the redirect to the client names the issuer (RFC 9207); discovery says the same
 * @param pkceRequired also for clients that have a secret; a client without one always needs PKCE
 */
public record Behaviour(
        boolean rotation,
        Reuse reuse,
        Duration accessTokenLife,
        Duration refreshTokenLife,
        Duration codeLife,
        boolean issInCallback,
        boolean pkceRequired) {

    public Behaviour {
        if (accessTokenLife.toSeconds() < 1 || refreshTokenLife.toSeconds() < 1 || codeLife.toMillis() < 1) {
            throw new IllegalArgumentException("a life is at least one second");
        }
    }

    /** Rotation with strict reuse detection, access tokens for five minutes, {@code iss} in the callback. */
    public static Behaviour standard() {
        return new Behaviour(
                true,
                new Reuse.Strict(),
                Duration.ofMinutes(5),
                Duration.ofDays(30),
                Duration.ofMinutes(1),
                true,
                false);
    }

    public Behaviour withRotation(boolean on) {
        return new Behaviour(on, reuse, accessTokenLife, refreshTokenLife, codeLife, issInCallback, pkceRequired);
    }

    public Behaviour withReuse(Reuse other) {
        return new Behaviour(rotation, other, accessTokenLife, refreshTokenLife, codeLife, issInCallback, pkceRequired);
    }

    public Behaviour withAccessTokenLife(Duration life) {
        return new Behaviour(rotation, reuse, life, refreshTokenLife, codeLife, issInCallback, pkceRequired);
    }

    public Behaviour withRefreshTokenLife(Duration life) {
        return new Behaviour(rotation, reuse, accessTokenLife, life, codeLife, issInCallback, pkceRequired);
    }

    public Behaviour withCodeLife(Duration life) {
        return new Behaviour(rotation, reuse, accessTokenLife, refreshTokenLife, life, issInCallback, pkceRequired);
    }

    public Behaviour withIssInCallback(boolean on) {
        return new Behaviour(rotation, reuse, accessTokenLife, refreshTokenLife, codeLife, on, pkceRequired);
    }

    public Behaviour withPkceRequired(boolean on) {
        return new Behaviour(rotation, reuse, accessTokenLife, refreshTokenLife, codeLife, issInCallback, on);
    }
}
