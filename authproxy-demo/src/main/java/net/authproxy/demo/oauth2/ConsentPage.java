package net.authproxy.demo.oauth2;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The consent screen: who, what, allow or deny. */
final class ConsentPage {

    private final List<Person> people;
    private final List<DemoScope> scopes;

    ConsentPage(List<Person> people, List<DemoScope> scopes) {
        this.people = people;
        this.scopes = scopes;
    }

    /**
     * The page.
     *
     * @param ticket names the pending request; only who has seen the page can decide it
     */
    Answer render(String ticket, AuthorizeRequest asked) {
        String client = Html.escape(asked.clientId());
        String content = """
                <h1>%s wants to use your account</h1>
                <p>Choose an account and what %s may do with it.</p>
                <form method="post" action="%s">
                <input type="hidden" name="ticket" value="%s">
                <fieldset>
                <legend>Account</legend>
                %s
                </fieldset>
                %s%s<div class="actions">
                <button type="submit" name="decision" value="deny">Deny</button>
                <button type="submit" name="decision" value="allow" class="allow">Allow</button>
                </div>
                </form>
                <footer>You will be sent to %s</footer>""".formatted(
                        client,
                        client,
                        Endpoint.DECISION.path(),
                        Html.escape(ticket),
                        accounts(asked.loginHint()),
                        required(asked),
                        optional(asked),
                        Html.escape(target(asked.redirectUri())));
        return PageStyle.page(200, asked.clientId() + " wants to use your account", content);
    }

    private String accounts(@Nullable String hint) {
        Person first = people.stream()
                .filter(person -> person.id().equals(hint) || person.email().equals(hint))
                .findFirst()
                .orElse(people.getFirst());
        return people.stream()
                .map(person -> account(person, person.equals(first)))
                .collect(Collectors.joining("\n"));
    }

    private static String account(Person person, boolean checked) {
        return """
                <label><input type="radio" name="person" value="%s"%s><span>%s<small>%s</small></span></label>""".formatted(
                        Html.escape(person.id()),
                        checked ? " checked" : "",
                        Html.escape(person.name()),
                        Html.escape(person.email()));
    }

    private String required(AuthorizeRequest asked) {
        String items = asked.scopes().stream()
                .map(this::known)
                .flatMap(Optional::stream)
                .filter(scope -> !scope.optional())
                .map(scope -> "<li><span>%s<small>%s</small></span></li>"
                        .formatted(Html.escape(scope.text()), Html.escape(scope.id())))
                .collect(Collectors.joining("\n"));
        return items.isEmpty() ? "" : group("It will be able to", "<ul>\n" + items + "\n</ul>");
    }

    private String optional(AuthorizeRequest asked) {
        String boxes = asked.scopes().stream()
                .map(this::known)
                .flatMap(Optional::stream)
                .filter(DemoScope::optional)
                .map(ConsentPage::box)
                .collect(Collectors.joining("\n"));
        return boxes.isEmpty() ? "" : group("If you like, also", boxes);
    }

    private static String box(DemoScope scope) {
        String id = Html.escape(scope.id());
        return """
                <label><input type="checkbox" name="scope" value="%s" checked><span>%s<small>%s</small></span></label>""".formatted(id, Html.escape(scope.text()), id);
    }

    private static String group(String legend, String content) {
        return "<fieldset>\n<legend>" + legend + "</legend>\n" + content + "\n</fieldset>\n";
    }

    private Optional<DemoScope> known(String id) {
        return scopes.stream().filter(scope -> scope.id().equals(id)).findFirst();
    }

    private static String target(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
