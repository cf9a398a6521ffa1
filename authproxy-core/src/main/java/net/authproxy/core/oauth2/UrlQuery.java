package net.authproxy.core.oauth2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts parameters behind a URL whose own query stays as it is. */
final class UrlQuery {

    private UrlQuery() {}

    static String with(String url, Map<String, String> parameters) {
        StringBuilder out = new StringBuilder(url);
        parameters.forEach((name, value) -> out.append(out.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return out.toString();
    }
}
