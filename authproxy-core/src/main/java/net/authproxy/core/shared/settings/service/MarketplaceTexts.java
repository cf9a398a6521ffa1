package net.authproxy.core.shared.settings.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import net.authproxy.core.shared.settings.Environment;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Inline;
import net.authproxy.core.shared.settings.SettingsBinder;
import net.authproxy.core.shared.settings.SettingsException;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.YamlReader;

/** Texts of the host's own for the marketplace, by language and key. */
final class MarketplaceTexts {

    private static final int MOST = 500;
    private static final int LONGEST = 1_000;
    private static final Pattern KEY = Pattern.compile("[a-zA-Z][A-Za-z0-9_.-]{0,99}");

    private MarketplaceTexts() {}

    static void check(Map<String, Map<String, String>> texts, Findings at) {
        texts.forEach((language, entries) -> {
            Findings scope = at.at(language);
            MarketplaceChecks.language(language, scope);
            if (entries.size() > MOST) {
                scope.add("must be at most " + MOST + " texts");
            }
            entries.forEach((key, text) -> checkText(key, text, scope.at(key)));
        });
    }

    private static void checkText(String key, String text, Findings at) {
        if (!KEY.matcher(key).matches()) {
            at.add("a key is made of letters, digits, dot, - and _");
        }
        boolean plain = MarketplaceChecks.isPlain(text.replace("\n", ""));
        if (text.length() > LONGEST || !plain) {
            at.add("must be at most " + LONGEST + " characters without control characters");
        }
    }

    /**
     * Reads a YAML or JSON file of texts.
     *
     * @throws SettingsException with every finding in the file
     */
    static Map<String, Map<String, String>> read(Path file) throws IOException {
        return SettingsBinder.of(Environment.of(Map.of()), Path.of(""))
                .bind(TextFile.class, YamlReader.read(file.toString(), Files.readAllBytes(file)))
                .texts();
    }

    /** The whole file. */
    record TextFile(@Inline Map<String, Map<String, String>> texts) implements Validated {

        @Override
        public void validate(Findings findings) {
            check(texts, findings);
        }
    }
}
