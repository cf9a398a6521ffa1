package net.authproxy.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A person at the consent screen of the demo provider. */
public final class DemoConsent {

    private final String decision;
    private final @Nullable String person;
    private final Set<String> refused;

    private DemoConsent(String decision, @Nullable String person, Set<String> refused) {
        this.decision = decision;
        this.person = person;
        this.refused = Set.copyOf(refused);
    }

    /** Allows everything with the account that is offered first. */
    public static DemoConsent allow() {
        return new DemoConsent("allow", null, Set.of());
    }

    public static DemoConsent deny() {
        return new DemoConsent("deny", null, Set.of());
    }

    /** With this account instead, such as {@code u-1002}. */
    public DemoConsent as(String personId) {
        return new DemoConsent(decision, personId, refused);
    }

    /** Leaves an optional scope out. */
    public DemoConsent without(String scope) {
        Set<String> more = new TreeSet<>(refused);
        more.add(scope);
        return new DemoConsent(decision, person, more);
    }

    /**
     * Opens the authorize URL, decides, and returns the URL of the client that the browser is sent to.
     *
     * @throws IllegalStateException if the provider shows an error page
     */
    public String callback(String authorizeUrl) {
        try (FormBrowser browser = new FormBrowser(authorizeUrl)) {
            return switch (browser.get(authorizeUrl)) {
                case FormBrowser.Place.Callback callback -> callback.url();
                case FormBrowser.Place.Page page -> decide(browser, page);
            };
        }
    }

    private String decide(FormBrowser browser, FormBrowser.Place.Page page) {
        Optional<HtmlForm> form = HtmlForm.first(page.uri(), page.html());
        if (page.status() != 200 || form.isEmpty()) {
            throw new IllegalStateException("no consent screen but status " + page.status());
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.get().fields().forEach((name, value) -> {
            fields.add(Map.entry(name, name.equals("person") && person != null ? person : value));
        });
        form.get().boxes().stream()
                .map(box -> box.split("=", 2))
                .filter(box -> !refused.contains(box[1]))
                .forEach(box -> fields.add(Map.entry(box[0], box[1])));
        fields.add(Map.entry("decision", decision));
        if (browser.post(form.get().action(), fields) instanceof FormBrowser.Place.Callback callback) {
            return callback.url();
        }
        throw new IllegalStateException("the consent screen did not send the browser back");
    }
}
