package net.authproxy.core.shared.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** URLs of services in settings. */
public final class WebUrl {

    /** What {@link #parse} takes, for findings. */
    public static final String EXPECTED = "an absolute http or https URL without user, query and fragment";

    private WebUrl() {}

    /** The URL; empty for null and for anything but {@link #EXPECTED}. */
    public static Optional<URI> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null && url.getRawQuery() == null;
            return web && plain && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
