package net.authproxy.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Which request targets are taken, decided once on the bytes that are sent on (contract 9.2). A target that another
 * parser could read as a different path is refused, never repaired.
 */
final class TargetRules {

    private TargetRules() {}

    /** What is wrong with the path and query; absent if nothing is. */
    static @Nullable String fault(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            return "the request target must start with a slash";
        }
        int end = target.length();
        int pathEnd = end;
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c == '?' && pathEnd == end) {
                pathEnd = i;
            }
            String fault = i < pathEnd ? pathFault(target, i, c) : characterFault(c);
            if (fault != null) {
                return fault;
            }
        }
        return dotSegment(target, pathEnd) ? "dot segments are not allowed in the path" : null;
    }

    /**
     * The same for an absolute URL or a path in an envelope, before it is parsed. What a URL parser would percent-encode
     * is left to it; the result is judged again by {@link #fault}.
     */
    static @Nullable String urlFault(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int pathStart = url.length();
        int pathEnd = url.length();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return "url: a control character is not allowed";
            }
            if (c == '#') {
                return "url: a fragment is not allowed";
            }
            if (i >= start && c == '/' && pathStart == url.length()) {
                pathStart = i;
            }
            if (c == '?' && pathEnd == url.length()) {
                pathEnd = i;
            }
            if (i < pathEnd && (c == '\\' || (c == '%' && encodedControl(url, i)))) {
                return "url: a backslash or an encoded control character is not allowed in the path";
            }
        }
        return pathStart < pathEnd && dotSegment(url.substring(pathStart, pathEnd), pathEnd - pathStart)
                ? "url: dot segments are not allowed in the path"
                : null;
    }

    private static @Nullable String pathFault(String target, int index, char c) {
        if (c == '\\') {
            return "a backslash is not allowed in the path";
        }
        if (c == '%' && encodedControl(target, index)) {
            return "an encoded control character is not allowed in the path";
        }
        return characterFault(c);
    }

    private static @Nullable String characterFault(char c) {
        if (c <= ' ' || c >= 0x7f) {
            return "the request target holds a character that must be percent-encoded";
        }
        return c == '#' ? "a fragment is not allowed in the request target" : null;
    }

    private static boolean encodedControl(String target, int percent) {
        int value = hex(target, percent);
        return value == 0 || value == '\r' || value == '\n';
    }

    /**
     * A segment that is one or two dots, in any mix of plain and encoded dots, also before a {@code ;}. An encoded slash
     * or backslash ends a segment as well: some upstreams decode first and split then.
     */
    private static boolean dotSegment(String target, int pathEnd) {
        int start = 1;
        int i = 1;
        while (i < pathEnd) {
            int width = separatorWidth(target, i);
            if (width > 0 && dots(target, start, i)) {
                return true;
            }
            i += Math.max(1, width);
            start = width > 0 ? i : start;
        }
        return dots(target, start, pathEnd);
    }

    private static int separatorWidth(String target, int index) {
        char c = target.charAt(index);
        if (c == '/') {
            return 1;
        }
        int value = c == '%' ? hex(target, index) : -1;
        return value == '/' || value == '\\' ? 3 : 0;
    }

    private static boolean dots(String target, int start, int end) {
        int dots = 0;
        int i = start;
        while (i < end) {
            char c = target.charAt(i);
            if (c == ';') {
                break;
            }
            if (c == '.') {
                i++;
            } else if (c == '%' && hex(target, i) == '.') {
                i += 3;
            } else {
                return false;
            }
            dots++;
        }
        return dots == 1 || dots == 2;
    }

    private static int hex(String target, int percent) {
        if (percent + 2 >= target.length()) {
            return -1;
        }
        int high = Character.digit(target.charAt(percent + 1), 16);
        int low = Character.digit(target.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
