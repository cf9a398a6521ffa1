package net.authproxy.core.credential;

import java.io.ByteArrayOutputStream;
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
        return decode(name);
    }

    /** As lenient as upstreams are (URL standard, form decoding): what is no escape stands for itself. */
    private static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? octet(bytes[i + 1], bytes[i + 2]) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The value of two hex digits; negative when one is none. */
    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
