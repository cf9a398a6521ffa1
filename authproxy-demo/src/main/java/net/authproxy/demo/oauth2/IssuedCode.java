package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind an authorization code. Guarded by {@link GrantStore}. */
final class IssuedCode {

    final AuthorizeRequest asked;
    final Person person;
    final Set<String> scopes;
    final Instant expiresAt;
    boolean used;

    @Nullable
    Grant grant;

    IssuedCode(AuthorizeRequest asked, Person person, Set<String> scopes, Instant expiresAt) {
        this.asked = asked;
        this.person = person;
        this.scopes = scopes;
        this.expiresAt = expiresAt;
    }
}
