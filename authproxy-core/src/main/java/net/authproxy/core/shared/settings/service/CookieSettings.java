package net.authproxy.core.shared.settings.service;

import net.authproxy.core.shared.settings.Doc;
import org.jspecify.annotations.Nullable;

/** Attributes of the session cookie (contract 5.5). */
public record CookieSettings(
        @Doc("Domain attribute; absent: the host only.") @Nullable
        String domain,

        @Doc("SameSite attribute; absent: none when https and the UI is on another site, else lax.") @Nullable
        SameSite sameSite) {

    /** The SameSite attribute. */
    public enum SameSite {
        NONE,
        LAX,
        STRICT
    }
}
