package net.authproxy.core.session;

import java.time.Duration;
import java.util.Set;
import net.authproxy.core.shared.settings.service.CookieSettings.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * The operator's rules for the sessions of one service (contract 5.5, 13.2).
 *
 * @param service id of the service; a session is valid nowhere else
 * @param idle a session without use ends after this time
 * @param lifetime a session ends after this time in any case
 * @param cookie how browsers carry it
 * @param trustedOrigins origins of our own pages, as browsers write them
 * @param homeUrl where users go who named no place, or one that is not allowed
 * @param signInUrl where the host application signs users in; absent: nowhere
 * @param xsrf whether requests must carry an XSRF token; false only in development
 */
public record SessionPolicy(
        String service,
        Duration idle,
        Duration lifetime,
        Cookie cookie,
        Set<String> trustedOrigins,
        String homeUrl,
        @Nullable String signInUrl,
        boolean xsrf) {

    private static final Duration SEEN_AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final int SEEN_PER_IDLE_TIME = 4;

    public SessionPolicy {
        trustedOrigins = Set.copyOf(trustedOrigins);
    }

    /**
     * The session cookie.
     *
     * @param name with its prefix, if any
     * @param domain absent: the host only
     */
    public record Cookie(
            String name, boolean secure, @Nullable String domain, SameSite sameSite) {

        /** The cookie of that service: over https its name carries the prefix that browsers enforce. */
        public static Cookie of(String plainName, boolean https, @Nullable String domain, SameSite sameSite) {
            String prefix = !https ? "" : domain == null ? "__Host-" : "__Secure-";
            return new Cookie(prefix + plainName, https, domain, sameSite);
        }
    }

    /** How long a use need not be written down: a minute, less where the idle time itself is but a few. */
    Duration seenInterval() {
        Duration share = idle.dividedBy(SEEN_PER_IDLE_TIME);
        return share.compareTo(SEEN_AT_MOST_EVERY) < 0 ? share : SEEN_AT_MOST_EVERY;
    }
}
