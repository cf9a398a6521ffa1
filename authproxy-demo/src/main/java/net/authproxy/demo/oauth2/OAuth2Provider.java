package net.authproxy.demo.oauth2;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * An OAuth 2.0 and OpenID Connect provider on 127.0.0.1 with a consent screen, a protected API behind it, and faults
 * that can be switched on. Everything is in memory and ends with it. Methods are safe for any thread.
 *
 * <p>Guide: {@code docs/demo-provider.md}.
 */
public final class OAuth2Provider implements AutoCloseable {

    private final Vertx vertx;
    private final HttpServer server;
    private final Parts parts;

    private OAuth2Provider(Vertx vertx, HttpServer server, Parts parts) {
        this.vertx = vertx;
        this.server = server;
        this.parts = parts;
    }

    /** A provider with {@link ProviderSettings#demo}. */
    public static OAuth2Provider start(int port) {
        return start(ProviderSettings.demo().withPort(port));
    }

    /**
     * Starts listening and returns once the port is open.
     *
     * @throws IllegalStateException if the port cannot be opened
     */
    public static OAuth2Provider start(ProviderSettings settings) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(settings.port())
                .setCompressionSupported(false);
        Parts parts = Parts.of(settings);
        HttpServer server = vertx.createHttpServer(options).requestHandler(parts.handler(vertx, settings));
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException("cannot listen on 127.0.0.1:" + settings.port(), e.getCause());
        }
        return new OAuth2Provider(vertx, server, parts);
    }

    public int port() {
        return server.actualPort();
    }

    /** The issuer, without a slash at the end. */
    public String issuer() {
        return "http://127.0.0.1:" + port();
    }

    public String url(Endpoint endpoint) {
        return issuer() + endpoint.path();
    }

    public Faults faults() {
        return parts.faults;
    }

    public Traffic traffic() {
        return parts.traffic;
    }

    public Behaviour behaviour() {
        return parts.behaviour.get();
    }

    /** Changes how the provider behaves from the next request on; lives hold for tokens issued from then on. */
    public void behave(UnaryOperator<Behaviour> change) {
        parts.behaviour.updateAndGet(change);
    }

    /** Adds a client, or replaces the one of the same id. */
    public void register(DemoClient client) {
        parts.clients.put(client);
    }

    /** Accepts assertions of an issuer, for the JWT bearer grant. */
    public void trustAssertions(String issuer, PublicKey key) {
        parts.endpoints.token().trust(issuer, key);
    }

    /** Whether a token would work now: an access token at the API, a refresh token (not exchanged yet) for a refresh. */
    public boolean isLive(String token) {
        return parts.grants.liveAccess(token).isPresent()
                || parts.grants.liveRefresh(token).isPresent();
    }

    /** Every consent and every request of a machine since the start, oldest first. */
    public List<GrantView> grants() {
        return parts.grants.views();
    }

    /** Ends every grant, as a person does in the settings of an account. */
    public void revokeAll() {
        parts.grants.revokeAll();
    }

    /** Makes every access token issued so far useless, whatever {@code expires_in} said; refresh tokens stay good. */
    public void expireAccessTokens() {
        parts.grants.expireAccessTokens();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What it is made of. */
    private record Parts(
            Faults faults,
            Traffic traffic,
            GrantStore grants,
            Clients clients,
            AtomicReference<Behaviour> behaviour,
            Endpoints endpoints) {

        static Parts of(ProviderSettings settings) {
            AtomicReference<Behaviour> behaviour = new AtomicReference<>(settings.behaviour());
            Traffic traffic = new Traffic();
            Clients clients = new Clients(settings.clients());
            GrantStore grants = new GrantStore(settings.clock(), behaviour);
            Assertions assertions = new Assertions(settings.clock());
            ClientAuthenticator authenticator = new ClientAuthenticator(clients, assertions);
            IdTokens idTokens = new IdTokens(settings.clock());
            TokenInspection inspection = new TokenInspection(authenticator, grants);
            Endpoints endpoints = new Endpoints(
                    new Discovery(settings, behaviour),
                    idTokens,
                    new AuthorizeEndpoint(clients, settings, grants, behaviour),
                    new TokenEndpoint(authenticator, assertions, grants, idTokens, traffic, settings),
                    inspection,
                    new ProtectedApi(inspection));
            return new Parts(new Faults(), traffic, grants, clients, behaviour, endpoints);
        }

        ProviderHandler handler(Vertx vertx, ProviderSettings settings) {
            AdminEndpoint admin = new AdminEndpoint(faults, traffic, grants, behaviour);
            return new ProviderHandler(vertx, settings.clock(), faults, traffic, endpoints, admin);
        }
    }
}
