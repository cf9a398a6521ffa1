package net.authproxy.core.shared.settings.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Named;
import net.authproxy.core.shared.settings.SettingsException;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Block {@code marketplace}: the UI in which users connect, and how it looks. Everything here is shown to everybody. */
public record MarketplaceSettings(
        @Doc("URL of the UI; absent: that of the public service.") @Named("base_url") @Nullable
        URI configuredBaseUrl,

        @Doc("Title of the page, up to 80 characters.") @Default("Connections")
        String title,

        @Doc("Name of your product as the UI's sentences use it, up to 80 characters.") @Default("AuthProxy")
        String productName,

        @Doc("An https URL, a base64 data:image URL, or a path on the public service; absent: no logo.") @Nullable
        String logo,

        @Doc("Colours and shapes.") @Default("{}") MarketplaceTheme theme,

        @Doc("Language where the browser asks for none of ours: en, de, fr, es or ja.") @Default("en")
        String defaultLanguage,

        @Doc("Texts to replace: language, then key, then text.") @Default("{}")
        Map<String, Map<String, String>> texts,

        @Doc("YAML or JSON file with such texts, read at the start; not together with texts.") @Nullable
        Path textsPath,

        @Doc("Whether the UI says that it is AuthProxy.") @Default("false")
        boolean showBranding)
        implements Validated {

    private static final int LONGEST_NAME = 80;

    @Override
    public void validate(Findings findings) {
        MarketplaceChecks.name(title, LONGEST_NAME, findings.at("title"));
        MarketplaceChecks.name(productName, LONGEST_NAME, findings.at("product_name"));
        if (logo != null) {
            MarketplaceChecks.logo(logo, findings.at("logo"));
        }
        MarketplaceChecks.language(defaultLanguage, findings.at("default_language"));
        MarketplaceTexts.check(texts, findings.at("texts"));
        if (textsPath != null) {
            checkFile(textsPath, findings.at("texts_path"));
        }
    }

    private void checkFile(Path file, Findings findings) {
        if (!texts.isEmpty()) {
            findings.add("give either texts or texts_path");
            return;
        }
        try {
            MarketplaceTexts.read(file);
        } catch (SettingsException e) {
            e.findings().forEach(found -> findings.add(found.toString()));
        } catch (IOException e) {
            findings.add("the file cannot be read");
        }
    }

    /** The URL of the UI. */
    public URI baseUrl(PublicSettings service) {
        return configuredBaseUrl == null ? service.baseUrl() : configuredBaseUrl;
    }

    /**
     * The texts to replace, by language and key, from the file if there is one.
     *
     * @throws SettingsException if the file was changed since it was checked and is now at fault
     */
    public Map<String, Map<String, String>> allTexts() {
        try {
            return textsPath == null ? texts : MarketplaceTexts.read(textsPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
