package net.authproxy.demo.oauth2;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The third party behind the provider: {@code /api/me}, {@code /api/calendars}, {@code /api/echo}. */
final class ProtectedApi {

    private final TokenInspection tokens;

    ProtectedApi(TokenInspection tokens) {
        this.tokens = tokens;
    }

    Answer answer(Exchange exchange) {
        String path = exchange.path().substring(Endpoint.API.path().length());
        return switch (path.split("/", 2)[0]) {
            case "me" -> me(tokens.require(exchange));
            case "calendars" -> calendars(exchange, tokens.require(exchange, "calendars.read"));
            case "echo" -> echo(exchange, tokens.require(exchange));
            default -> {
                tokens.require(exchange);
                yield Answer.notFound();
            }
        };
    }

    private static Answer me(AccessToken token) {
        Person person = token.grant().person;
        Members members = person == null
                ? Members.NONE.with("id", token.grant().clientId).with("name", token.grant().clientId)
                : Members.NONE
                        .with("id", person.id())
                        .with("name", person.name())
                        .with("email", person.email());
        return Answer.json(200, members.with("scopes", List.copyOf(token.scopes())));
    }

    /** {@code maxResults} cuts the list, as Google's does. */
    private static Answer calendars(Exchange exchange, AccessToken token) {
        Person person = token.grant().person;
        String owner = person == null ? token.grant().clientId : person.name();
        String prefix = person == null ? "machine" : person.id();
        List<Map<String, String>> items = List.of(
                Map.of("id", prefix + "-main", "summary", owner),
                Map.of("id", prefix + "-team", "summary", "Team"),
                Map.of("id", prefix + "-holidays", "summary", "Public holidays"));
        int most = exchange.query()
                .one("maxResults")
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf)
                .orElse(items.size());
        return Answer.json(200, Members.NONE.with("items", items.subList(0, Math.min(most, items.size()))));
    }

    /** What came, without the credential. */
    private static Answer echo(Exchange exchange, AccessToken token) {
        Map<String, List<String>> headers =
                new TreeMap<>(exchange.toRecord(token.expiresAt()).headers());
        headers.remove("authorization");
        return Answer.json(
                200,
                Members.NONE
                        .with("method", exchange.request().method().name())
                        .with("path", exchange.path())
                        .with("query", exchange.query().values())
                        .with("headers", headers)
                        .with("body", exchange.raw().toString(StandardCharsets.UTF_8)));
    }
}
