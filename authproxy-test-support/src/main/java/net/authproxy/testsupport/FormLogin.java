package net.authproxy.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person at the pages of a provider, such as {@link Keycloak} or Spring Authorization Server: signs in with name and
 * password, consents to everything, and is sent back to the client.
 */
public final class FormLogin {

    private static final int MOST_PAGES = 5;

    private final String user;
    private final String password;

    /** A person with an account at the provider. */
    public FormLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Opens the authorize URL in a fresh browser and returns the URL of the client that the browser is sent to.
     *
     * @throws IllegalStateException if the provider shows an error page
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
            throw new IllegalStateException(MOST_PAGES + " pages and no way back to the client");
        }
    }

    private static HtmlForm form(FormBrowser.Place.Page page) {
        Optional<HtmlForm> form = HtmlForm.first(page.uri(), page.html());
        if (page.status() != 200 || form.isEmpty()) {
            throw new IllegalStateException("the provider shows status " + page.status() + " at "
                    + page.uri().getPath());
        }
        return form.get();
    }

    private List<Map.Entry<String, String>> fields(HtmlForm form) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        if (form.fields().containsKey("password")) {
            form.fields().forEach((name, value) -> fields.add(Map.entry(name, typed(name, value))));
            return fields;
        }
        fields.addAll(form.fields().entrySet());
        form.boxes().forEach(box -> {
            String[] parts = box.split("=", 2);
            fields.add(Map.entry(parts[0], parts[1]));
        });
        // The name of Keycloak's button.
        fields.add(Map.entry("accept", "Yes"));
        return fields;
    }

    private String typed(String field, String preset) {
        return switch (field) {
            case "username" -> user;
            case "password" -> password;
            default -> preset;
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "FormLogin[" + user + "]";
    }
}
