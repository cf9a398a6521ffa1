package net.authproxy.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A request target that is one of the proxy routes.
 *
 * @param raw whether it is the raw form
 * @param connectionId text of the segment before, not validated
 * @param target raw form: what follows {@code _proxy_raw}, bytes unchanged; envelope: empty
 */
record ProxyPath(boolean raw, String connectionId, String target) {

    private static final String VERSIONED = "/api/v1/connections/";
    private static final String UNVERSIONED = "/api/connections/";
    private static final String PROXY = "/_proxy";
    private static final String RAW = "_raw";

    /** Absent when the target is no proxy route. */
    static @Nullable ProxyPath parse(String uri, boolean unversioned) {
        int start;
        if (uri.startsWith(VERSIONED)) {
            start = VERSIONED.length();
        } else if (unversioned && uri.startsWith(UNVERSIONED)) {
            start = UNVERSIONED.length();
        } else {
            return null;
        }
        int slash = uri.indexOf('/', start);
        if (slash <= start || !uri.startsWith(PROXY, slash)) {
            return null;
        }
        int end = slash + PROXY.length();
        boolean raw = uri.startsWith(RAW, end);
        end += raw ? RAW.length() : 0;
        if (end < uri.length() && !delimits(uri.charAt(end), raw)) {
            return null;
        }
        return new ProxyPath(raw, uri.substring(start, slash), raw ? uri.substring(end) : "");
    }

    private static boolean delimits(char c, boolean raw) {
        return c == '?' || (raw && c == '/');
    }
}
