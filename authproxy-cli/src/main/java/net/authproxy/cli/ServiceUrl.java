package net.authproxy.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a service or UI: http or https, a host, perhaps a path, nothing else.
 *
 * @param text without a slash at the end
 */
record ServiceUrl(String text) {

    static Optional<ServiceUrl> parse(String text) {
        return webUri(text)
                .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
                .map(uri -> new ServiceUrl(text.replaceAll("/+$", "")));
    }

    /** An absolute http or https address with a host and without user information; empty for any other text. */
    static Optional<URI> webUri(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port in one comparable text, the default port spelled out. */
    static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    String origin() {
        return origin(URI.create(text));
    }

    URI resolve(String pathAndQuery) {
        return URI.create(text + pathAndQuery);
    }
}
