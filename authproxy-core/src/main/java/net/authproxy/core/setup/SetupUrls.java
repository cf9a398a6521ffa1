package net.authproxy.core.setup;

import net.authproxy.core.shared.redirect.ReturnUrls;
import org.jspecify.annotations.Nullable;

/**
 * Where browsers go during a set-up.
 *
 * @param publicBase base URL of the service {@code public}, without a slash at its end
 * @param home where users go who named no place, or one that is not allowed
 * @param allowed the places they may name
 */
public record SetupUrls(String publicBase, String home, ReturnUrls allowed) {

    /** Where providers send users back to. */
    String callback() {
        return publicBase + "/oauth2/callback";
    }

    String begin(String stateId, String token) {
        return publicBase + "/oauth2/redirect?state_id=" + stateId + "&auth_token=" + token;
    }

    String stepReturn(String stateId) {
        return publicBase + "/setup/return?state_id=" + stateId;
    }

    /** The place to go to in the end; absent when none was named. A bad one falls back silently (contract 5.6). */
    @Nullable
    String checked(@Nullable String returnTo) {
        return returnTo == null ? null : allowed.check(returnTo).orElse(home);
    }
}
