package net.authproxy.core.credential;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code name=value} pairs as in queries and forms; all other pairs keep their bytes and their order. */
final class FormPairs {

    private FormPairs() {}

    /** Path and query with exactly one pair of that name. */
    static String inTarget(String target, String name, String value) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return path + '?' + replace(query, name, value);
    }

    /** The pairs with exactly one of that name, put last. */
    static String replace(String pairs, String name, String value) {
        StringBuilder out = new StringBuilder(pairs.length() + name.length() + value.length() + 2);
        int start = 0;
        while (start <= pairs.length() && !pairs.isEmpty()) {
            int end = pairs.indexOf('&', start);
            end = end < 0 ? pairs.length() : end;
            String pair = pairs.substring(start, end);
            if (!nameOf(pair).equals(name)) {
                append(out, pair);
            }
            start = end + 1;
        }
        append(out, encode(name) + '=' + encode(value));
        return out.toString();
    }

    private static void append(StringBuilder out, String pair) {
        if (!out.isEmpty()) {
            out.append('&');
        }
        out.append(pair);
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (name.indexOf('%') < 0 && name.indexOf('+') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not decodable, so no upstream reads it as our name either; its bytes travel on unchanged.
            return name;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
