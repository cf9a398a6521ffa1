package net.authproxy.core.shared.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import net.authproxy.core.shared.template.MustacheText.Piece;

/** One rendering of a URL: tracks where in the URL each piece stands and writes values accordingly. */
final class UrlRendering {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final String UNRESERVED = "-._~";
    private static final String PLACEHOLDER = "x";
    private static final String PLACEHOLDER_PORT = "1";
    private static final int MAX_PORT = 65_535;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final List<Piece> pieces;
    private final StringBuilder result = new StringBuilder();

    /** The same URL with a harmless word in place of each value; what the result's structure is compared with. */
    private final StringBuilder shape = new StringBuilder();

    UrlRendering(List<Piece> pieces) {
        this.pieces = pieces;
    }

    String render() {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (!piece.value()) {
                result.append(piece.text());
                shape.append(piece.text());
            } else if (result.isEmpty()) {
                origin(piece.text(), i);
            } else {
                value(piece.text());
            }
        }
        String url = result.toString();
        if (!UrlShape.of(url).sameAs(UrlShape.of(shape.toString()))) {
            throw new TemplateException("a value changes the structure of the URL");
        }
        return url;
    }

    private void origin(String value, int index) {
        UrlShape.requireOrigin(value);
        boolean slashFollows =
                index + 1 < pieces.size() && pieces.get(index + 1).text().startsWith("/");
        if (index + 1 < pieces.size() && !slashFollows && !startsQuery(pieces.get(index + 1))) {
            throw new TemplateException("a value for the whole origin must be followed by a path");
        }
        String text = slashFollows && value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        result.append(text);
        shape.append(text);
    }

    private static boolean startsQuery(Piece piece) {
        return !piece.value() && (piece.text().startsWith("?") || piece.text().startsWith("#"));
    }

    private void value(String value) {
        switch (Place.of(shape)) {
            case SCHEME -> throw new TemplateException("a variable cannot be part of the scheme");
            case USERINFO -> throw new TemplateException("a URL must not hold user information");
            case HOST -> {
                if (!LABEL.matcher(value).matches() || value.contains("..")) {
                    throw new TemplateException("a value in the host may only be letters, digits, dots and hyphens");
                }
                append(value, PLACEHOLDER);
            }
            case PORT -> {
                if (!PORT.matcher(value).matches() || Integer.parseInt(value) > MAX_PORT) {
                    throw new TemplateException("a value in the port must be a port number");
                }
                append(value, PLACEHOLDER_PORT);
            }
            case PATH, QUERY -> append(percentEncoded(value), PLACEHOLDER);
        }
    }

    private void append(String value, String placeholder) {
        result.append(value);
        shape.append(placeholder);
    }

    /** Everything but RFC 3986 unreserved characters is encoded, so no value can be a delimiter. */
    static String percentEncoded(String value) {
        StringBuilder out = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
            }
        }
        return out.toString();
    }

    /** Where the next character of a URL would stand. */
    private enum Place {
        SCHEME,
        USERINFO,
        HOST,
        PORT,
        PATH,
        QUERY;

        static Place of(CharSequence before) {
            String text = before.toString();
            int authority = text.indexOf("://");
            if (authority < 0) {
                return SCHEME;
            }
            String rest = text.substring(authority + "://".length());
            if (rest.indexOf('/') >= 0 || rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
                return afterHost(rest);
            }
            if (rest.indexOf('@') >= 0) {
                return USERINFO;
            }
            return rest.indexOf(':') >= 0 ? PORT : HOST;
        }

        private static Place afterHost(String text) {
            return text.indexOf('?') >= 0 || text.indexOf('#') >= 0 ? QUERY : PATH;
        }
    }
}
