package net.authproxy.testsupport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person at the pages of {@link Keycloak}: signs in, consents, and is sent back to the client. */
public final class KeycloakLogin {

    private static final int MOST_PAGES = 5;

    private final String user;
    private final String password;

    KeycloakLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Opens the authorize URL in a fresh browser and returns the URL of the client that the browser is sent to.
     *
     * @throws IllegalStateException if Keycloak shows an error page
     */
    public String callback(String authorizeUrl) {
        try (FormBrowser browser = new FormBrowser(authorizeUrl)) {
            FormBrowser.Place place = browser.get(authorizeUrl);
            for (int i = 0; i < MOST_PAGES && place instanceof FormBrowser.Place.Page page; i++) {
                place = browser.post(form(page).action(), fields(form(page)));
            }
            if (place instanceof FormBrowser.Place.Callback callback) {
                return callback.url();
            }
            throw new IllegalStateException("Keycloak showed " + MOST_PAGES + " pages and no way back");
        }
    }

    private static HtmlForm form(FormBrowser.Place.Page page) {
        Optional<HtmlForm> form = HtmlForm.first(page.uri(), page.html());
        if (page.status() != 200 || form.isEmpty()) {
            throw new IllegalStateException("Keycloak shows status " + page.status() + " at "
                    + page.uri().getPath());
        }
        return form.get();
    }

    private List<Map.Entry<String, String>> fields(HtmlForm form) {
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        if (fields.containsKey("password")) {
            fields.put("username", user);
            fields.put("password", password);
        } else {
            fields.put("accept", "Yes");
        }
        return List.copyOf(fields.entrySet());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KeycloakLogin[" + user + "]";
    }
}
