package net.authproxy.core.shared.redirect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places a user may be sent back to (contract 5.6): an origin, an origin with a path prefix that ends at a slash, or
 * one exact URL of an application's own scheme. Nothing a caller names is ever sent to a browser before it was checked
 * here; callers replace what is refused by their fixed base URL.
 */
public final class ReturnUrls {

    /** Schemes that run or read something in the browser instead of going somewhere. */
    private static final Set<String> NEVER =
            Set.of("javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source", "ws", "wss");

    private final List<WebLocation> web = new ArrayList<>();
    private final List<String> exact = new ArrayList<>();

    /**
     * Takes the allowed places.
     *
     * @throws IllegalArgumentException names the entry that is no such place
     */
    public ReturnUrls(List<String> allowed) {
        for (String entry : allowed) {
            Optional<WebLocation> location = WebLocation.parse(entry);
            if (location.isPresent()) {
                web.add(location.get());
            } else if (isOwnScheme(entry)) {
                exact.add(entry);
            } else {
                throw new IllegalArgumentException("not a URL to return to: " + entry);
            }
        }
    }

    /** Whether the text is an absolute URL of a scheme that an application may have registered for itself. */
    public static boolean isOwnScheme(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        return scheme.matches("[a-z][a-z0-9+.-]*")
                && !scheme.equals("http")
                && !scheme.equals("https")
                && !NEVER.contains(scheme)
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }

    /** The URL, fit for a {@code Location} header; empty when it is absent or not an allowed place. */
    public Optional<String> check(@Nullable String url) {
        if (url == null) {
            return Optional.empty();
        }
        if (exact.contains(url)) {
            return Optional.of(url);
        }
        return WebLocation.parse(url).filter(this::isAllowed).map(WebLocation::text);
    }

    private boolean isAllowed(WebLocation wanted) {
        return web.stream().anyMatch(allowed -> covers(allowed, wanted));
    }

    private static boolean covers(WebLocation allowed, WebLocation wanted) {
        if (!allowed.origin().equals(wanted.origin())) {
            return false;
        }
        String prefix = allowed.path().endsWith("/")
                ? allowed.path().substring(0, allowed.path().length() - 1)
                : allowed.path();
        return prefix.isEmpty() || isBelow(prefix, wanted.path());
    }

    /** An encoded slash is a delimiter to some servers, and then what stands before it is no longer the whole story. */
    private static boolean isBelow(String prefix, String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return (path.equals(prefix) || path.startsWith(prefix + "/"))
                && !lower.contains("%2f")
                && !lower.contains("%5c")
                && !lower.contains("%25");
    }
}
