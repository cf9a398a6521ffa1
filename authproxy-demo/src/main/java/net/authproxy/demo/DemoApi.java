package net.authproxy.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.authproxy.demo.host.HostApplication;
import net.authproxy.demo.host.HostSettings;
import net.authproxy.demo.oauth2.OAuth2Provider;

/**
 * A small third party on 127.0.0.1 that wants an API key and echoes what it received, without ever showing the key:
 * its answers carry the first characters of the key's SHA-256 instead.
 */
public final class DemoApi implements AutoCloseable {

    /** The key that is accepted when none is given; worth nothing outside this demo. */
    public static final String DEFAULT_KEY = "demo-key-not-a-secret-5f2c";

    private static final Logger LOG = Logger.getLogger(DemoApi.class.getName());

    private final Vertx vertx;
    private final HttpServer server;

    private DemoApi(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts listening and returns once the port is open.
     *
     * @param port 0 for any free one
     * @param apiKey the only key that is accepted
     * @throws IllegalStateException if the port cannot be opened
     */
    public static DemoApi start(int port, String apiKey) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMaxChunkSize(65_536)
                .setCompressionSupported(false);
        HttpServer server = vertx.createHttpServer(options).requestHandler(new DemoHandler(vertx, apiKey));
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException("cannot listen on 127.0.0.1:" + port, e.getCause());
        }
        return new DemoApi(vertx, server);
    }

    public int port() {
        return server.actualPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Runs until the process is told to stop. Arguments: {@code [port] [api key] [port of the OAuth2 provider] [port of the
     * host application] [URL of public] [URL of api] [the host application's key file]}; without the third there is no
     * provider, without the fourth no host application.
     */
    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8084;
        try {
            DemoApi demo = start(port, args.length > 1 ? args[1] : DEFAULT_KEY);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
            LOG.log(Level.INFO, "demo third party listens on {0}", demo.baseUrl());
            if (args.length > 2) {
                OAuth2Provider provider = OAuth2Provider.start(Integer.parseInt(args[2]));
                Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
                LOG.log(Level.INFO, "demo OAuth2 provider listens on {0}", provider.issuer());
            }
            if (args.length > 6) {
                HostApplication host = HostApplication.start(new HostSettings(
                        Integer.parseInt(args[3]), URI.create(args[4]), URI.create(args[5]), Path.of(args[6])));
                Runtime.getRuntime().addShutdownHook(new Thread(host::close));
                LOG.log(Level.INFO, "demo host application listens on {0}", host.url());
            }
        } catch (IllegalStateException e) {
            LOG.log(Level.SEVERE, "{0}: {1}", new Object[] {e.getMessage(), e.getCause()});
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
