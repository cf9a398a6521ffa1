package net.authproxy.web.session;

import org.jspecify.annotations.Nullable;

/**
 * Where the user wants to go once signed in.
 *
 * @param returnTo other name of the same
 */
record InitiateSessionRequest(
        @Nullable String returnToUrl, @Nullable String returnTo) {

    @Nullable
    String target() {
        return returnToUrl != null ? returnToUrl : returnTo;
    }
}
