package net.authproxy.core.shared.settings.service;

import java.net.URI;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Named;
import org.jspecify.annotations.Nullable;

/** Block {@code marketplace}: the UI in which users connect. */
public record MarketplaceSettings(
        @Doc("URL of the UI; absent: that of the public service.") @Named("base_url") @Nullable
        URI configuredBaseUrl) {

    /** The URL of the UI. */
    public URI baseUrl(PublicSettings service) {
        return configuredBaseUrl == null ? service.baseUrl() : configuredBaseUrl;
    }
}
