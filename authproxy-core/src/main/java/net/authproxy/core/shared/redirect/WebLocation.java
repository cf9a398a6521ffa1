package net.authproxy.core.shared.redirect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URL that every reader takes for the same place: of what the WHATWG URL standard accepts only the part
 * in which no parser has to repair anything (contract 5.6). What is left out is refused, never mended.
 *
 * @param text as given, with everything beyond ASCII percent-encoded; fit for a {@code Location} header
 * @param origin scheme, host in lower case, and the port unless it is the scheme's own
 * @param path without dot segments; starts with a slash
 */
public record WebLocation(String text, String origin, String path) {

    private static final int LONGEST = 4096;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern SCHEME = Pattern.compile("(?i)(https?)://");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?i)([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Reads a URL; empty for everything that is not plainly http or https, or names a user. */
    public static Optional<WebLocation> parse(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(WebLocation::isPlain)) {
            return Optional.empty();
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        int pathStart = firstOf(text, "/?#", scheme.end());
        Matcher authority = AUTHORITY.matcher(text.substring(scheme.end(), pathStart));
        if (!authority.matches()) {
            return Optional.empty();
        }
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        String host = authority.group(1).toLowerCase(Locale.ROOT);
        int port = authority.group(2) == null ? standardPort(name) : Integer.parseInt(authority.group(2));
        if (port > HIGHEST_PORT || host.contains("..")) {
            return Optional.empty();
        }
        String origin = name + "://" + host + (port == standardPort(name) ? "" : ":" + port);
        String path = text.substring(pathStart, firstOf(text, "?#", pathStart));
        return Optional.of(new WebLocation(encoded(text), origin, withoutDots(path)));
    }

    /** Controls, blanks and backslashes are read differently by different parsers; halves of a character by all. */
    private static boolean isPlain(int c) {
        return c > ' '
                && c != '\\'
                && !(c >= 0x7f && c <= 0xa0)
                && c != 0xfeff
                && !Character.isSurrogate((char) c)
                && !Character.isWhitespace(c)
                && Character.getType(c) != Character.FORMAT;
    }

    private static int standardPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    private static int firstOf(String text, String any, int from) {
        for (int i = from; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** As browsers resolve them, so in their percent-encoded spellings too. */
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments =
                path.isEmpty() ? new String[] {""} : path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String plain = segments[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean up = plain.equals("..");
            if (up && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!up && !plain.equals(".")) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                out.append('%').append(HEX.toHexDigits(b));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }
}
