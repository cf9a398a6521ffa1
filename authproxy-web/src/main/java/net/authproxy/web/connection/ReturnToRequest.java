package net.authproxy.web.connection;

import org.jspecify.annotations.Nullable;

/** Where the user goes when everything is done. */
record ReturnToRequest(@Nullable String returnToUrl) {

    static @Nullable String url(@Nullable ReturnToRequest body) {
        return body == null ? null : body.returnToUrl();
    }
}
