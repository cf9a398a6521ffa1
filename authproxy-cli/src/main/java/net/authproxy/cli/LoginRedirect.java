package net.authproxy.cli;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the host application's login page (contract 5.6): sends the browser back with a token that signs it in
 * once within a minute.
 */
final class LoginRedirect {

    static final String PATH = "/login-redirect";

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final TokenSigner signer;
    private final ServiceUrl marketplace;
    private final ServiceUrl adminUi;

    LoginRedirect(TokenSigner signer, ServiceUrl marketplace, ServiceUrl adminUi) {
        this.signer = signer;
        this.marketplace = marketplace;
        this.adminUi = adminUi;
    }

    /**
     * Where the browser goes next; empty when {@code return_to} is missing or not a page of one of the two UIs.
     *
     * @param rawQuery the query of the request as it came
     */
    Optional<String> location(@Nullable String rawQuery) {
        return returnTo(rawQuery)
                .filter(text -> text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '\\'))
                .flatMap(ServiceUrl::webUri)
                .flatMap(this::withToken);
    }

    private Optional<String> withToken(URI page) {
        List<String> services = new ArrayList<>();
        if (ServiceUrl.origin(page).equals(marketplace.origin())) {
            services.add("public");
        }
        if (ServiceUrl.origin(page).equals(adminUi.origin())) {
            services.add("admin-api");
        }
        if (services.isEmpty()) {
            return Optional.empty();
        }
        String text = page.toASCIIString();
        int fragment = text.indexOf('#');
        String start = fragment < 0 ? text : text.substring(0, fragment);
        String end = fragment < 0 ? "" : text.substring(fragment);
        String separator = page.getRawQuery() == null ? "?" : "&";
        return Optional.of(start + separator + "auth_token=" + signer.singleUseToken(LIFETIME, services) + end);
    }

    private static Optional<String> returnTo(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (String parameter : rawQuery.split("&")) {
            if (parameter.startsWith("return_to=")) {
                values.add(parameter.substring("return_to=".length()));
            }
        }
        try {
            return values.size() == 1
                    ? Optional.of(URLDecoder.decode(values.getFirst(), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
