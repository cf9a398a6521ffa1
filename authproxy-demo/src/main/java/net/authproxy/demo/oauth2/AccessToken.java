package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.Set;

/** What stands behind an access token. */
record AccessToken(Grant grant, Set<String> scopes, Instant expiresAt) {}
