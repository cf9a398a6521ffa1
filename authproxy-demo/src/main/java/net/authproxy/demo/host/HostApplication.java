package net.authproxy.demo.host;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** "Larkspur", a product that lets its users connect their accounts by AuthProxy; on 127.0.0.1, for trying and testing. */
public final class HostApplication implements AutoCloseable {

    private final Vertx vertx;
    private final HttpServer server;

    private HostApplication(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts listening and returns once the port is open.
     *
     * @throws IllegalStateException if the key cannot be read or the port cannot be opened
     */
    public static HostApplication start(HostSettings settings) {
        HandOff handOff;
        try {
            handOff = HandOff.with(settings.key(), Clock.systemUTC());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("no P-256 key in " + settings.key(), e);
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(settings.port()))
                .requestHandler(new HostHandler(vertx, settings, handOff));
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException("cannot listen on 127.0.0.1:" + settings.port(), e.getCause());
        }
        return new HostApplication(vertx, server);
    }

    public int port() {
        return server.actualPort();
    }

    /** The address for browsers: of the same site as AuthProxy's on this machine, so that frames keep their cookies. */
    public String url() {
        return "http://localhost:" + port();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
