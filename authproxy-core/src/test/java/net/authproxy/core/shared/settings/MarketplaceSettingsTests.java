package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.MarketplaceTheme.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Block {@code marketplace}: what reaches the pages of the UI. */
class MarketplaceSettingsTests {

    @TempDir
    Path directory;

    private MarketplaceSettings load(String block) throws Exception {
        return new SettingsFixture(directory)
                .loadSafeWith(Map.of("marketplace", block))
                .get(MarketplaceSettings.class);
    }

    private List<String> refusals(String block) throws Exception {
        return new SettingsFixture(directory).refusals(Map.of("marketplace", block));
    }

    @Test
    void hasDefaultsForEverything() throws Exception {
        MarketplaceSettings defaults =
                new SettingsFixture(directory).loadSafeWith(Map.of()).get(MarketplaceSettings.class);

        assertThat(defaults.title()).isEqualTo("Connections");
        assertThat(defaults.productName()).isEqualTo("AuthProxy");
        assertThat(defaults.logo()).isNull();
        assertThat(defaults.theme().accent()).isNull();
        assertThat(defaults.theme().colorScheme()).isEqualTo(ColorScheme.SYSTEM);
        assertThat(defaults.defaultLanguage()).isEqualTo("en");
        assertThat(defaults.allTexts()).isEmpty();
        assertThat(defaults.showBranding()).isFalse();
    }

    @Test
    void takesLooksAndTexts() throws Exception {
        MarketplaceSettings look = load("{title: Integrations, product_name: Larkspur, logo: /logo.svg, theme: {accent:"
                + " '#0b7285', radius: 4, font: 'Source Sans 3, system-ui', color_scheme: dark}, default_language: de,"
                + " texts: {de: {connect.button: Verbinden}}, show_branding: true}");

        assertThat(look.theme().accent()).isEqualTo("#0b7285");
        assertThat(look.theme().radius()).isEqualTo(4);
        assertThat(look.theme().font()).isEqualTo("Source Sans 3, system-ui");
        assertThat(look.allTexts()).isEqualTo(Map.of("de", Map.of("connect.button", "Verbinden")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red",
                "#12",
                "#12345",
                "#0b7285;background:url(https://evil.example)",
                "rgb(1,2,3)",
                "#gggggg",
                "var(--x)",
                " #0b7285"
            })
    void refusesWhatIsNoPlainColour(String accent) throws Exception {
        assertThat(refusals("{theme: {accent: '" + accent + "'}}"))
                .containsExactly("marketplace.theme.accent: must be a colour such as #0b7285");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a;b", "a}b", "\"Inter\"", "url(x)", "Inter,,x", "", "Inter, 'x'", "-", "Inter\\n", "a/**/b"})
    void refusesFontsThatCouldBeAnythingElse(String font) throws Exception {
        assertThat(refusals("{theme: {font: \"" + font.replace("\"", "\\\"") + "\"}}"))
                .singleElement()
                .asString()
                .startsWith("marketplace.theme.font: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example.com/a.png",
                "javascript:alert(1)",
                "data:text/html;base64,PGI+",
                "data:image/svg+xml,<svg onload=alert(1)>",
                "//evil.example/a.png",
                "/../a.png",
                "/a/../../b.png",
                "logo.png",
                "https://user@evil.example/a.png",
                "/a?b"
            })
    void refusesLogosThatAreNoPicture(String logo) throws Exception {
        assertThat(refusals("{logo: '" + logo + "'}"))
                .singleElement()
                .asString()
                .startsWith("marketplace.logo: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://cdn.example.com/a.png?v=1", "data:image/png;base64,iVBORw0KGgo=", "/brand/logo.svg"})
    void takesLogosThatArePictures(String logo) throws Exception {
        assertThat(load("{logo: '" + logo + "'}").logo()).isEqualTo(logo);
    }

    @Test
    void refusesLengthsLanguagesAndKeysOutOfBounds() throws Exception {
        assertThat(refusals("{title: '', product_name: '" + "x".repeat(81) + "', default_language: tlh, theme: {radius:"
                        + " 25}, texts: {xx: {a: b}, de: {'<b>': c, long: '" + "y".repeat(1_001) + "'}}}"))
                .extracting(refusal -> refusal.substring(0, refusal.indexOf(':')))
                .contains("marketplace.theme.radius");
        assertThat(refusals("{title: '', product_name: '" + "x".repeat(81) + "', default_language: tlh,"
                        + " texts: {xx: {a: b}, de: {'<b>': c, long: '" + "y".repeat(1_001) + "'}}}"))
                .extracting(refusal -> refusal.substring(0, refusal.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "marketplace.title",
                        "marketplace.product_name",
                        "marketplace.default_language",
                        "marketplace.texts.xx",
                        "marketplace.texts.de.<b>",
                        "marketplace.texts.de.long");
    }

    @Test
    void readsTextsFromAFile() throws Exception {
        Files.writeString(directory.resolve("texts.json"), "{\"fr\": {\"connect\": \"Connecter\"}}");

        assertThat(load("{texts_path: '" + directory.resolve("texts.json") + "'}")
                        .allTexts())
                .isEqualTo(Map.of("fr", Map.of("connect", "Connecter")));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws Exception {
        Path file = directory.resolve("texts.yaml");
        Files.writeString(file, "fr:\n  connect: [1]\nxx: {a: b}\n");

        assertThat(refusals("{texts_path: '" + file + "'}"))
                .anySatisfy(refusal -> assertThat(refusal).contains("texts.yaml:2: fr.connect: must be text"));
        assertThat(refusals("{texts_path: missing.yaml}"))
                .containsExactly("marketplace.texts_path: the file cannot be read");
        assertThat(refusals("{texts_path: '" + file + "', texts: {fr: {a: b}}}"))
                .containsExactly("marketplace.texts_path: give either texts or texts_path");
    }
}
