package net.authproxy.gateway;

/** Parameter names in a query, compared after percent-decoding, without touching any other byte. */
final class QueryNames {

    private QueryNames() {}

    /** The target without every parameter whose decoded name equals {@code name}; the same object if there is none. */
    static String without(String target, String name) {
        int query = target.indexOf('?');
        if (query < 0 || !mayHold(target, query, name)) {
            return target;
        }
        StringBuilder out = new StringBuilder(target.length()).append(target, 0, query);
        char separator = '?';
        for (String parameter : target.substring(query + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (!equal(equals < 0 ? parameter : parameter.substring(0, equals), name)) {
                out.append(separator).append(parameter);
                separator = '&';
            }
        }
        return out.toString();
    }

    /** Whether the encoded name reads {@code name} once decoded; {@code +} is a blank. */
    static boolean equal(String encoded, String name) {
        int at = 0;
        for (int i = 0; i < encoded.length(); i++, at++) {
            char c = encoded.charAt(i);
            if (c == '%' && i + 2 < encoded.length()) {
                int high = Character.digit(encoded.charAt(i + 1), 16);
                int low = Character.digit(encoded.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = (char) (high << 4 | low);
                    i += 2;
                }
            }
            if (at >= name.length() || name.charAt(at) != c) {
                return false;
            }
        }
        return at == name.length();
    }

    /** A cheap look: neither the plain name nor an escape means that there is nothing to remove. */
    private static boolean mayHold(String target, int query, String name) {
        return target.indexOf(name, query) >= 0 || target.indexOf('%', query) >= 0;
    }
}
