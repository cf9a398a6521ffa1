package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Replaces single attributes of a service's CORS rule (contract 2.3); an absent member keeps the built-in one. */
public record CorsSettings(
        @Doc("Origins such as https://app.example.com; `*` only without credentials.") @Nullable
        List<String> allowedOrigins,

        @Doc("Methods; default GET POST PUT PATCH HEAD DELETE.") @Nullable
        List<String> allowedMethods,

        @Doc("Request headers; default those of the API.") @Nullable
        List<String> allowedHeaders,

        @Doc("Response headers a page may read; default those of the API.") @Nullable
        List<String> exposedHeaders,

        @Doc("How long a browser keeps a preflight answer; default 12h.") @Nullable
        Duration maxAge,

        @Doc("Whether cookies may be sent; default true.") @Nullable
        Boolean allowCredentials)
        implements Validated {

    private static final String ANY = "*";

    @Override
    public void validate(Findings findings) {
        boolean credentials = !Boolean.FALSE.equals(allowCredentials);
        if (allowedOrigins != null && allowedOrigins.contains(ANY) && credentials) {
            findings.add(
                    "allowed_origins",
                    "refused: * together with credentials lets every site act for the user; name the origins or set"
                            + " allow_credentials: false");
        }
    }
}
