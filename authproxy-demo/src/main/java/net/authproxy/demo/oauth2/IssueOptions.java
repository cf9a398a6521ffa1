package net.authproxy.demo.oauth2;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the faults of a token request want.
 *
 * @param refreshToken whether a refresh token is given out, where there is one to give
 * @param scopes instead of what would be granted; null to leave that as it is
 */
record IssueOptions(boolean refreshToken, @Nullable Set<String> scopes) {}
