package net.authproxy.demo.host;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.authproxy.demo.host.AuthProxyClient.Reply;
import org.jspecify.annotations.Nullable;

/** The routes of the product. Whoever is not signed in is asked who they are first, and then goes on. */
final class HostHandler implements Handler<HttpServerRequest> {

    private static final Logger LOG = Logger.getLogger(HostHandler.class.getName());

    private final Vertx vertx;
    private final Visitors visitors = new Visitors();
    private final URI publicUrl;
    private final HandOff handOff;
    private final AuthProxyClient authProxy;
    private final Responses responses;
    private final HostPages pages;

    HostHandler(Vertx vertx, HostSettings settings, HandOff handOff) {
        this.vertx = vertx;
        this.publicUrl = settings.publicUrl();
        this.handOff = handOff;
        this.authProxy = new AuthProxyClient(settings.apiUrl(), handOff);
        this.responses = new Responses(settings.publicUrl());
        this.pages = new HostPages(settings.publicUrl());
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (request.method().equals(HttpMethod.GET)) {
            get(request, path);
        } else if (request.method().equals(HttpMethod.POST) && Responses.isOwnPage(request)) {
            post(request, path);
        } else {
            responses.problem(request, 405, "This does not work this way.");
        }
    }

    private void get(HttpServerRequest request, String path) {
        switch (path) {
            case "/app.css", "/app.js" -> responses.asset(request, path.substring(1));
            case "/sign-in" -> responses.html(request, 200, pages.signIn(safe(request.getParam("next"))));
            case "/" -> signedIn(request, person -> page(request, person, authProxy.connections(person), pages::home));
            case "/integrations" ->
                signedIn(request, person -> responses.html(request, 200, pages.integrations(person)));
            case "/integrations/one" ->
                signedIn(request, person -> page(request, person, authProxy.connectors(person), pages::one));
            case "/integrations/full" -> signedIn(request, person -> fullPage(request, person));
            case "/ask" -> signedIn(request, person -> ask(request, person));
            case "/login-redirect" -> signedIn(request, person -> loginRedirect(request, person));
            default -> responses.problem(request, 404, "There is no such page.");
        }
    }

    private void post(HttpServerRequest request, String path) {
        switch (path) {
            case "/sign-in" -> responses.form(request, form -> signIn(request, form));
            case "/sign-out" -> {
                visitors.signOut(request);
                responses.redirect(request, "/sign-in");
            }
            case "/token" -> token(request);
            default -> responses.problem(request, 404, "There is no such page.");
        }
    }

    private void signIn(HttpServerRequest request, MultiMap form) {
        Optional<Employee> person = Employee.of(String.valueOf(form.get("person")));
        if (person.isEmpty()) {
            responses.problem(request, 400, "There is nobody of that name.");
            return;
        }
        visitors.signIn(request, person.get());
        responses.redirect(request, safe(form.get("next")));
    }

    private void signedIn(HttpServerRequest request, Consumer<Employee> then) {
        visitors.of(request)
                .ifPresentOrElse(
                        then,
                        () -> responses.redirect(
                                request, "/sign-in?next=" + URLEncoder.encode(request.uri(), StandardCharsets.UTF_8)));
    }

    /** Only a path of ours; a browser takes what begins with two slashes for another site. */
    private static String safe(@Nullable String next) {
        return next != null && next.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") ? next : "/";
    }

    /** The one route AuthProxy asks for: who is this? Called whenever the marketplace has no session (docs/sessions.md). */
    private void loginRedirect(HttpServerRequest request, Employee person) {
        String returnTo = String.valueOf(request.getParam("return_to"));
        if (!returnTo.startsWith(publicUrl + "/") && !returnTo.equals(publicUrl.toString())) {
            responses.problem(request, 400, "return_to must be a page of the marketplace.");
            return;
        }
        String separator = returnTo.contains("?") ? "&" : "?";
        responses.redirect(request, returnTo + separator + "auth_token=" + handOff.forBrowser(person));
    }

    /** The first way of embedding: the marketplace as a page of its own. */
    private void fullPage(HttpServerRequest request, Employee person) {
        responses.redirect(request, publicUrl + "/connectors?auth_token=" + handOff.forBrowser(person));
    }

    /** What {@code getToken} of the pages asks: a token for whoever is signed in here, and for nobody else. */
    private void token(HttpServerRequest request) {
        visitors.of(request)
                .ifPresentOrElse(
                        person -> responses.json(request, 200, "{\"token\":\"" + handOff.forBrowser(person) + "\"}"),
                        () -> responses.json(request, 401, "{\"error\":\"not signed in\"}"));
    }

    private void ask(HttpServerRequest request, Employee person) {
        String connection = String.valueOf(request.getParam("connection"));
        if (!connection.matches("cxn_[0-9a-z]{1,40}")) {
            responses.problem(request, 400, "There is no such connection.");
            return;
        }
        String path = "oauth2".equals(request.getParam("kind")) ? "me" : "hello?from=larkspur";
        page(request, person, authProxy.ask(person, connection, path), pages::answer);
    }

    private void page(
            HttpServerRequest request,
            Employee person,
            CompletableFuture<Reply> reply,
            BiFunction<Employee, Reply, String> page) {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Reply> unused = reply.whenComplete((answer, failure) -> context.runOnContext(back -> {
            if (failure != null) {
                LOG.log(Level.WARNING, "AuthProxy did not answer", failure);
                responses.problem(request, 502, "AuthProxy does not answer at the moment. Try again shortly.");
            } else {
                responses.html(request, 200, page.apply(person, answer));
            }
        }));
    }
}
