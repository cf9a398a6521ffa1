package net.authproxy.demo.oauth2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the consent screen and sends the person back to the client with a code or an error. Event loop only. */
final class AuthorizeEndpoint {

    private static final int MOST_PENDING = 1_000;

    private final Clients clients;
    private final List<DemoScope> scopes;
    private final List<Person> people;
    private final GrantStore grants;
    private final AtomicReference<Behaviour> behaviour;
    private final ConsentPage page;
    private final Map<String, AuthorizeRequest> pending = new LinkedHashMap<>();

    AuthorizeEndpoint(
            Clients clients, ProviderSettings settings, GrantStore grants, AtomicReference<Behaviour> behaviour) {
        this.clients = clients;
        this.scopes = settings.scopes();
        this.people = settings.people();
        this.grants = grants;
        this.behaviour = behaviour;
        this.page = new ConsentPage(people, scopes);
    }

    /** RFC 6749 4.1.1: until client and redirect URI are known to be good, an error stays on this page. */
    Answer show(Exchange exchange, FaultPlan plan) {
        Parameters query = exchange.query();
        Optional<DemoClient> client = query.one("client_id").flatMap(clients::find);
        String redirectUri = query.one("redirect_uri").orElse("");
        if (client.isEmpty()) {
            return PageStyle.problem(400, "The client_id is missing or unknown.");
        }
        if (!client.get().mayRedirectTo(redirectUri)) {
            return PageStyle.problem(400, "The redirect_uri is missing or not one of this client's.");
        }
        if (query.repeatsAny()) {
            return PageStyle.problem(400, "A parameter is repeated.");
        }
        String state = query.one("state").orElse(null);
        try {
            AuthorizeRequest asked = read(query, client.get(), redirectUri);
            Optional<Fault.Refuse> refused = plan.all(Fault.Refuse.class).findFirst();
            if (refused.isPresent()) {
                return back(exchange, plan, redirectUri, failure(refused.get().error(), state));
            }
            String ticket = grants.random();
            if (pending.size() == MOST_PENDING) {
                pending.remove(pending.keySet().iterator().next());
            }
            pending.put(ticket, asked);
            return page.render(ticket, asked);
        } catch (Refusal refusal) {
            return back(exchange, plan, redirectUri, failure(refusal.error(), state));
        }
    }

    Answer decide(Exchange exchange, FaultPlan plan) {
        Parameters form = exchange.body();
        AuthorizeRequest asked = form.one("ticket").map(pending::remove).orElse(null);
        if (asked == null) {
            return PageStyle.problem(400, "This page was already used, or is too old. Start again at the application.");
        }
        Optional<Person> person = people.stream()
                .filter(each -> form.all("person").contains(each.id()))
                .findFirst();
        if (!form.all("decision").equals(List.of("allow")) || person.isEmpty()) {
            return back(exchange, plan, asked.redirectUri(), failure("access_denied", asked.state()));
        }
        Set<String> granted = granted(asked, form.all("scope"));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", grants.newCode(asked, person.get(), granted));
        if (asked.state() != null) {
            answer.put("state", asked.state());
        }
        return back(exchange, plan, asked.redirectUri(), answer);
    }

    private AuthorizeRequest read(Parameters query, DemoClient client, String redirectUri) {
        if (!query.one("response_type").equals(Optional.of("code"))) {
            throw Refusal.of("unsupported_response_type", "only code");
        }
        if (query.one("prompt").equals(Optional.of("none"))) {
            throw Refusal.of("interaction_required", "nobody is signed in");
        }
        // Some clients separate scopes by commas.
        List<String> asked = List.of(query.one("scope").orElse("").split("[ ,]+"));
        List<String> wanted =
                asked.stream().filter(scope -> !scope.isEmpty()).distinct().toList();
        if (!scopes.stream().map(DemoScope::id).toList().containsAll(wanted)) {
            throw Refusal.of("invalid_scope", "unknown scope");
        }
        return new AuthorizeRequest(
                client.id(),
                redirectUri,
                wanted,
                query.one("state").orElse(null),
                query.one("nonce").orElse(null),
                challenge(query, client),
                query.one("login_hint").orElse(null));
    }

    private @Nullable String challenge(Parameters query, DemoClient client) {
        String challenge = query.one("code_challenge").orElse(null);
        if (challenge == null && (client.isPublic() || behaviour.get().pkceRequired())) {
            throw Refusal.invalidRequest("code_challenge is missing");
        }
        if (challenge != null && !query.one("code_challenge_method").equals(Optional.of("S256"))) {
            throw Refusal.invalidRequest("code_challenge_method must be S256");
        }
        return challenge;
    }

    private Set<String> granted(AuthorizeRequest asked, List<String> ticked) {
        Set<String> optional =
                scopes.stream().filter(DemoScope::optional).map(DemoScope::id).collect(Collectors.toSet());
        Set<String> granted = new LinkedHashSet<>(asked.scopes());
        granted.removeIf(scope -> optional.contains(scope) && !ticked.contains(scope));
        return granted;
    }

    private static Map<String, String> failure(@Nullable String error, @Nullable String state) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error == null ? "server_error" : error);
        answer.put("error_description", "the demo provider said no");
        if (state != null) {
            answer.put("state", state);
        }
        return answer;
    }

    private Answer back(Exchange exchange, FaultPlan plan, String redirectUri, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (behaviour.get().issInCallback()) {
            all.put("iss", exchange.issuer());
        }
        plan.all(Fault.CallbackParameter.class).forEach(change -> {
            if (change.value() == null) {
                all.remove(change.name());
            } else {
                all.put(change.name(), change.value());
            }
        });
        String query = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        // 303: the browser follows with a GET whatever it sent here.
        return Answer.redirect(303, redirectUri + (redirectUri.contains("?") ? "&" : "?") + query);
    }
}
