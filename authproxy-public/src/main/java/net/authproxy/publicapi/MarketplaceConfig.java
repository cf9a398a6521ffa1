package net.authproxy.publicapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.MarketplaceTheme;
import org.jspecify.annotations.Nullable;

/**
 * What the marketplace's pages know before anybody signs in. Everybody can read it.
 *
 * @param embedOrigins origins that may frame the UI and exchange messages with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MarketplaceConfig(
        String title,
        String productName,
        @Nullable String logo,
        Theme theme,
        String defaultLanguage,
        Map<String, Map<String, String>> texts,
        List<String> embedOrigins,
        String publicBaseUrl,
        boolean showBranding) {

    static MarketplaceConfig of(MarketplaceSettings settings, List<String> embedOrigins, URI publicBase) {
        String base = publicBase.toString();
        return new MarketplaceConfig(
                settings.title(),
                settings.productName(),
                settings.logo(),
                Theme.of(settings.theme()),
                settings.defaultLanguage(),
                settings.allTexts(),
                embedOrigins,
                base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
                settings.showBranding());
    }

    /** Colours and shapes; what is absent is left to the UI. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Theme(
            @Nullable String accent,
            @Nullable Integer radius,
            @Nullable String font,
            String colorScheme) {

        static Theme of(MarketplaceTheme theme) {
            return new Theme(
                    theme.accent(),
                    theme.radius(),
                    theme.font(),
                    theme.colorScheme().text());
        }
    }
}
