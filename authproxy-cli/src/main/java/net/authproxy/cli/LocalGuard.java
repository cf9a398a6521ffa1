package net.authproxy.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from a local port that signs requests. A browser sends requests of any page to 127.0.0.1, and a
 * hostile name server can make a foreign name mean 127.0.0.1: so the Host must be ours, and a request made by a page
 * must come from a page on this machine or from one of our UIs.
 */
final class LocalGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final Set<String> origins;

    LocalGuard(String address, List<ServiceUrl> pages) {
        String literal = address.contains(":") ? "[" + address + "]" : address;
        this.hosts = Stream.concat(LOOPBACK.stream(), Stream.of(literal.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        this.origins = pages.stream().map(ServiceUrl::origin).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the Host header names this machine. */
    boolean knowsHost(@Nullable String header) {
        return header != null
                && hosts.contains(header.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT));
    }

    /**
     * Whether no page, or a page we trust, made the request.
     *
     * @param origin the header Origin, null when absent
     * @param site the header Sec-Fetch-Site, null when absent
     */
    boolean trustsPage(@Nullable String origin, @Nullable String site) {
        if (origin == null) {
            return site == null || !site.equals("cross-site");
        }
        return uri(origin)
                .filter(uri -> LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))
                        || origins.contains(ServiceUrl.origin(uri)))
                .isPresent();
    }

    private static Optional<URI> uri(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getHost() == null || uri.getScheme() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
