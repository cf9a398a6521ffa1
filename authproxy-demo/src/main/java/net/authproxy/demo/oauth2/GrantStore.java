package net.authproxy.demo.oauth2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Codes, tokens and what they come from; all in memory. Safe for any thread. */
final class GrantStore {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final AtomicReference<Behaviour> behaviour;
    private final Map<String, IssuedCode> codes = new HashMap<>();
    private final Map<String, AccessToken> accessTokens = new HashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    GrantStore(Clock clock, AtomicReference<Behaviour> behaviour) {
        this.clock = clock;
        this.behaviour = behaviour;
    }

    synchronized String newCode(AuthorizeRequest asked, Person person, Set<String> scopes) {
        String code = "ac_" + random();
        codes.put(
                code,
                new IssuedCode(
                        asked,
                        person,
                        scopes,
                        clock.instant().plus(behaviour.get().codeLife())));
        return code;
    }

    /** RFC 6749 4.1.3: one use, bound to client, redirect URI and PKCE. A failed try uses the code up as well. */
    synchronized Issued redeem(
            String code,
            DemoClient client,
            @Nullable String redirectUri,
            @Nullable String verifier,
            IssueOptions options) {
        IssuedCode found = codes.get(code);
        if (found == null || !found.asked.clientId().equals(client.id())) {
            throw Refusal.invalidGrant("unknown code");
        }
        if (found.used) {
            if (found.grant != null) {
                found.grant.end(GrantView.REUSED_CODE);
            }
            throw Refusal.invalidGrant("the code was used before");
        }
        found.used = true;
        if (!clock.instant().isBefore(found.expiresAt)) {
            throw Refusal.invalidGrant("the code has expired");
        }
        if (!found.asked.redirectUri().equals(redirectUri)) {
            throw Refusal.invalidGrant("redirect_uri differs from the authorization request's");
        }
        checkVerifier(found.asked.challenge(), verifier);
        Grant grant = newGrant(client, found.person, found.scopes, found.asked.nonce());
        found.grant = grant;
        return issue(grant, options, options.refreshToken() ? newRefreshToken(grant) : null);
    }

    synchronized Issued refresh(String token, DemoClient client, @Nullable Set<String> narrower, IssueOptions options) {
        RefreshToken found = refreshTokens.get(token);
        if (found == null || !found.grant.clientId.equals(client.id())) {
            throw Refusal.invalidGrant("unknown refresh token");
        }
        Grant grant = found.grant;
        Instant now = clock.instant();
        if (grant.ended != null || !now.isBefore(found.expiresAt)) {
            throw Refusal.invalidGrant("the refresh token is expired or revoked");
        }
        if (narrower != null && !grant.scopes.containsAll(narrower)) {
            throw Refusal.of("invalid_scope", "a refresh cannot widen the scope");
        }
        checkReuse(found, now);
        grant.refreshes++;
        grant.refreshedAt = now;
        IssueOptions effective = options.scopes() == null && narrower != null
                ? new IssueOptions(options.refreshToken(), narrower)
                : options;
        if (!options.refreshToken() || !behaviour.get().rotation()) {
            return issue(grant, effective, options.refreshToken() ? token : null);
        }
        if (found.rotatedAt == null) {
            found.rotatedAt = now;
        }
        return issue(grant, effective, newRefreshToken(grant));
    }

    /** For a grant without a person and without a refresh token. */
    synchronized Issued forMachine(DemoClient client, Set<String> scopes, IssueOptions options) {
        return issue(newGrant(client, null, scopes, null), options, null);
    }

    /** For a person that an assertion names. */
    synchronized Issued forPerson(DemoClient client, Person person, Set<String> scopes, IssueOptions options) {
        return issue(newGrant(client, person, scopes, null), options, null);
    }

    synchronized Optional<AccessToken> liveAccess(String token) {
        return Optional.ofNullable(accessTokens.get(token))
                .filter(found -> found.grant().ended == null && clock.instant().isBefore(found.expiresAt()));
    }

    synchronized Optional<RefreshToken> liveRefresh(String token) {
        return Optional.ofNullable(refreshTokens.get(token))
                .filter(found -> found.grant.ended == null
                        && found.rotatedAt == null
                        && clock.instant().isBefore(found.expiresAt));
    }

    /** RFC 7009 2.1: a refresh token takes everything of its consent with it; another client's is left alone. */
    synchronized void revoke(String token, DemoClient client) {
        RefreshToken refresh = refreshTokens.get(token);
        if (refresh != null && refresh.grant.clientId.equals(client.id())) {
            refresh.grant.end(GrantView.REVOKED);
        }
        AccessToken access = accessTokens.get(token);
        if (access != null && access.grant().clientId.equals(client.id())) {
            accessTokens.remove(token);
        }
    }

    synchronized void revokeAll() {
        grants.values().forEach(grant -> grant.end(GrantView.WITHDRAWN));
    }

    synchronized void expireAccessTokens() {
        accessTokens.clear();
    }

    synchronized List<GrantView> views() {
        return grants.values().stream().map(Grant::toView).toList();
    }

    String random() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private void checkReuse(RefreshToken found, Instant now) {
        Instant rotatedAt = found.rotatedAt;
        if (rotatedAt == null) {
            return;
        }
        switch (behaviour.get().reuse()) {
            case Reuse.Strict strict -> found.grant.end(GrantView.REUSED_REFRESH_TOKEN);
            case Reuse.Refused refused -> {}
            case Reuse.Grace grace -> {
                if (now.isBefore(rotatedAt.plus(grace.period()))) {
                    return;
                }
                found.grant.end(GrantView.REUSED_REFRESH_TOKEN);
            }
        }
        throw Refusal.invalidGrant("the refresh token was exchanged before");
    }

    /** RFC 7636 4.6; a verifier without a challenge is a downgrade (RFC 9700 2.1.1). */
    private static void checkVerifier(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null && verifier == null) {
            return;
        }
        if (challenge == null || verifier == null || verifier.length() < 43 || verifier.length() > 128) {
            throw Refusal.invalidGrant("PKCE: code_verifier and code_challenge belong together");
        }
        byte[] expected = challenge.getBytes(StandardCharsets.US_ASCII);
        byte[] actual = BASE64.encode(sha256(verifier));
        if (!MessageDigest.isEqual(expected, actual)) {
            throw Refusal.invalidGrant("PKCE: code_verifier does not fit");
        }
    }

    private Grant newGrant(DemoClient client, @Nullable Person person, Set<String> scopes, @Nullable String nonce) {
        Grant grant = new Grant("g" + (grants.size() + 1), client.id(), person, scopes, nonce, clock.instant());
        grants.put(grant.id, grant);
        return grant;
    }

    private String newRefreshToken(Grant grant) {
        String token = "rt_" + random();
        refreshTokens.put(
                token,
                new RefreshToken(grant, clock.instant().plus(behaviour.get().refreshTokenLife())));
        return token;
    }

    private Issued issue(Grant grant, IssueOptions options, @Nullable String refreshToken) {
        forgetExpired(grant);
        String token = "at_" + random();
        Set<String> scopes = options.scopes() == null ? grant.scopes : options.scopes();
        long seconds = behaviour.get().accessTokenLife().toSeconds();
        accessTokens.put(token, new AccessToken(grant, scopes, clock.instant().plusSeconds(seconds)));
        grant.accessTokens.add(token);
        return new Issued(grant, token, scopes, seconds, refreshToken);
    }

    private void forgetExpired(Grant grant) {
        Instant now = clock.instant();
        grant.accessTokens.removeIf(token -> {
            AccessToken found = accessTokens.get(token);
            boolean gone = found == null || !now.isBefore(found.expiresAt());
            if (gone) {
                accessTokens.remove(token);
            }
            return gone;
        });
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
