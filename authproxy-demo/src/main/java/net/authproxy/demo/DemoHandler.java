package net.authproxy.demo;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a path apart: {@code /<place>/<resource>}. The place says where the key has to be; without a place no key is
 * wanted. The resource is {@code slow}, {@code stream}, {@code bytes/<n>}, {@code sink}, {@code status/<code>},
 * {@code boards} and {@code towns} (a short and a long list to choose from) or {@code workspaces} (a page to choose on);
 * every other one is an echo.
 */
final class DemoHandler implements Handler<HttpServerRequest> {

    private static final Map<String, ?> BOARDS = Map.of(
            "boards",
            List.of(
                    Map.of("id", "b-1", "title", "Deliveries"),
                    Map.of("id", "b-2", "title", "Shifts"),
                    Map.of("id", "b-3", "title", "Repairs & <i>errands</i>")));

    private static final List<String> TOWNS = List.of(
            "Aalen", "Bremen", "Celle", "Dresden", "Erfurt", "Fulda", "Gera", "Hamburg", "Ilmenau", "Jena", "Kassel",
            "Leipzig");

    private final AcceptedKey key;
    private final Answers answers;
    private final Streams streams;
    private final Vertx vertx;

    DemoHandler(Vertx vertx, String apiKey) {
        this.vertx = vertx;
        this.key = new AcceptedKey(apiKey);
        this.answers = new Answers(key);
        this.streams = new Streams(vertx, answers);
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path() == null ? "/" : request.path();
        String[] parts = path.substring(Math.min(1, path.length())).split("/", 2);
        Optional<CredentialPlace> place = CredentialPlace.ofSegment(parts[0]);
        String rest = parts.length > 1 ? parts[1] : "";
        if (place.isPresent()) {
            admit(new Visit(request, place.get(), rest));
        } else {
            admit(new Visit(request, CredentialPlace.OPEN, path.substring(Math.min(1, path.length()))));
        }
    }

    private void admit(Visit visit) {
        if (visit.place() == CredentialPlace.BODY || visit.isEcho()) {
            BoundedBody.read(visit.request(), body -> decide(visit, body), () -> answers.tooLarge(visit.request()));
        } else {
            decide(visit, Buffer.buffer());
        }
    }

    private void decide(Visit visit, Buffer body) {
        boolean authenticated =
                visit.place().read(visit.request(), body).map(key::matches).orElse(false);
        if (visit.place() != CredentialPlace.OPEN && !authenticated) {
            answers.unauthorized(visit);
            return;
        }
        answer(visit, body, authenticated);
    }

    private void answer(Visit visit, Buffer body, boolean authenticated) {
        HttpServerRequest request = visit.request();
        switch (visit.verb()) {
            case "slow" ->
                vertx.setTimer(
                        visit.number("ms", 2_000, 1, 60_000),
                        timer -> answers.json(request, 200, Map.of("authenticated", authenticated)));
            case "stream" -> streams.events(visit);
            case "bytes" -> streams.bytes(visit);
            case "sink" -> streams.sink(visit, body);
            case "boards" -> answers.json(request, 200, BOARDS);
            case "towns" -> answers.json(request, 200, towns());
            case "workspaces" -> WorkspacePage.show(request);
            case "status" -> answers.echo(visit, body, authenticated, visit.status());
            default -> answers.echo(visit, body, authenticated, 200);
        }
    }

    private static Map<String, ?> towns() {
        return Map.of(
                "towns",
                TOWNS.stream()
                        .map(name -> Map.of("id", name.toLowerCase(Locale.ROOT), "title", name))
                        .toList());
    }
}
