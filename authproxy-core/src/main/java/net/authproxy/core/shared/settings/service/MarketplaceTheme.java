package net.authproxy.core.shared.settings.service;

import java.util.Locale;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Colours and shapes of the marketplace. Values end up in style sheets, so only what cannot be anything else is taken. */
public record MarketplaceTheme(
        @Doc("Colour such as #0b7285; absent: the UI's own.") @Nullable
        String accent,

        @Doc("Radius of corners in pixels; absent: the UI's own.") @Range(max = 24) @Nullable
        Integer radius,

        @Doc("Names of fonts the browser has, by comma and without quotes; absent: the system's font.") @Nullable
        String font,

        @Doc("Light, dark, or as the system has it.") @Default("system")
        ColorScheme colorScheme)
        implements Validated {

    @Override
    public void validate(Findings findings) {
        if (accent != null) {
            MarketplaceChecks.color(accent, findings.at("accent"));
        }
        if (font != null) {
            MarketplaceChecks.fonts(font, findings.at("font"));
        }
    }

    /** Light or dark. */
    public enum ColorScheme {
        LIGHT,
        DARK,
        SYSTEM;

        /** The word used in configuration files and by the UI. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
