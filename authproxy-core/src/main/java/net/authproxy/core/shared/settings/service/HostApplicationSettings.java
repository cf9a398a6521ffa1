package net.authproxy.core.shared.settings.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import net.authproxy.core.shared.redirect.ReturnUrls;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Validated;

/** Block {@code host_application}: the application that embeds AuthProxy and signs its users in (contract 5.6). */
public record HostApplicationSettings(
        @Doc("Where the host application signs a user in.") URI initiateSessionUrl,

        @Doc("Where users may be sent back to: an origin, an origin with a path prefix, or an exact custom-scheme URL.")
        @Default("[]")
        List<String> allowedReturnUrls)
        implements Validated {

    @Override
    public void validate(Findings findings) {
        for (int i = 0; i < allowedReturnUrls.size(); i++) {
            if (!isReturnUrl(allowedReturnUrls.get(i))) {
                findings.at("allowed_return_urls")
                        .at(i)
                        .add(
                                "must be an absolute URL without user, query and fragment, such as https://app.example.com");
            }
        }
    }

    private static boolean isReturnUrl(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain =
                    url.getRawUserInfo() == null && url.getRawFragment() == null && (!web || url.getRawQuery() == null);
            return url.isAbsolute() && plain && (web ? url.getHost() != null : ReturnUrls.isOwnScheme(text));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
