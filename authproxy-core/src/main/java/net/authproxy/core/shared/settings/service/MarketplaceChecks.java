package net.authproxy.core.shared.settings.service;

import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.core.shared.redirect.WebLocation;
import net.authproxy.core.shared.settings.Findings;

/** What may reach the pages of the marketplace. */
final class MarketplaceChecks {

    /** The languages the UI has texts for. */
    static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "es", "ja");

    private static final int LONGEST_LOGO = 100_000;
    private static final int LONGEST_FONTS = 200;
    private static final Pattern COLOR = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Pattern FONTS = Pattern.compile(
            "[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*(?: *, *[A-Za-z-][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*)*");
    private static final Pattern IMAGE =
            Pattern.compile("data:image/(?:svg\\+xml|png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    private MarketplaceChecks() {}

    static void name(String text, int longest, Findings at) {
        if (text.isBlank() || text.length() > longest || !isPlain(text)) {
            at.add("must be 1 to " + longest + " characters without control characters");
        }
    }

    /** Whether nothing in the text breaks a line or hides. */
    static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }

    static void color(String text, Findings at) {
        if (!COLOR.matcher(text).matches()) {
            at.add("must be a colour such as #0b7285");
        }
    }

    static void fonts(String text, Findings at) {
        if (text.length() > LONGEST_FONTS || !FONTS.matcher(text).matches()) {
            at.add("must be names of fonts by comma, of letters, digits, blanks, - and _, such as Inter, system-ui");
        }
    }

    static void logo(String text, Findings at) {
        boolean web = text.startsWith("https://") && WebLocation.parse(text).isPresent();
        boolean image = text.length() <= LONGEST_LOGO && IMAGE.matcher(text).matches();
        if (!web && !image && !PATH.matcher(text).matches()) {
            at.add("must be an https URL, a base64 data:image URL of at most " + LONGEST_LOGO
                    + " characters, or a path such as /logo.svg");
        }
    }

    static void language(String text, Findings at) {
        if (!LANGUAGES.contains(text)) {
            at.add("must be one of en, de, fr, es, ja");
        }
    }
}
