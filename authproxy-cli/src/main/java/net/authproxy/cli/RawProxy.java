package net.authproxy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy on this machine. Bodies stream both ways, headers go through as they are; only the hop-by-hop ones
 * end here, and Authorization is ours.
 */
final class RawProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    // RFC 9110, 7.6.1; Expect is answered by the server here, Host and lengths are made anew by the client.
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "authorization",
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LocalGuard guard;
    private final ServiceUrl target;
    private final TokenSigner signer;
    private final @Nullable LoginRedirect login;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private RawProxy(
            HttpServer server, LocalGuard guard, ServiceUrl target, TokenSigner signer, @Nullable LoginRedirect login) {
        this.server = server;
        this.guard = guard;
        this.target = target;
        this.signer = signer;
        this.login = login;
    }

    /**
     * Listens and serves until closed.
     *
     * @param tls null for plain http
     * @param login null when {@code /login-redirect} is to be proxied like any other path
     */
    static RawProxy start(
            InetSocketAddress address,
            @Nullable SSLContext tls,
            LocalGuard guard,
            ServiceUrl target,
            TokenSigner signer,
            @Nullable LoginRedirect login) {
        try {
            HttpServer server = tls == null ? HttpServer.create(address, 0) : secure(address, tls);
            RawProxy proxy = new RawProxy(server, guard, target, signer, login);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new CliException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + "; is the port taken?");
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isLogin =
                    login != null && exchange.getRequestURI().getPath().equals(LoginRedirect.PATH);
            if (!guard.knowsHost(first(exchange, "Host"))) {
                answer(exchange, 421, "this proxy answers only under the address it listens on");
            } else if (isLogin) {
                redirect(exchange, login);
            } else if (!guard.trustsPage(first(exchange, "Origin"), first(exchange, "Sec-Fetch-Site"))) {
                answer(exchange, 403, "requests of foreign web pages are not signed");
            } else {
                forward(exchange);
            }
        }
    }

    private static void redirect(HttpExchange exchange, @Nullable LoginRedirect login) throws IOException {
        String location = login == null
                ? null
                : login.location(exchange.getRequestURI().getRawQuery()).orElse(null);
        if (!exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 405, "only GET");
        } else if (location == null) {
            answer(exchange, 400, "return_to must be a page of the marketplace or of the admin UI");
        } else {
            exchange.getResponseHeaders().set("Location", location);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = client.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            answer(exchange, 502, "cannot reach " + target.text());
            return;
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "the request cannot be passed on");
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try (InputStream body = response.body()) {
            send(exchange, response, body);
        }
    }

    private HttpRequest request(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(uri.getRawPath() + query))
                .method(exchange.getRequestMethod(), body(exchange));
        copy(exchange.getRequestHeaders(), request::header);
        return request.header("Authorization", "Bearer " + signer.token()).build();
    }

    private static HttpRequest.BodyPublisher body(HttpExchange exchange) {
        String length = first(exchange, "Content-Length");
        if (length == null && first(exchange, "Transfer-Encoding") == null) {
            return HttpRequest.BodyPublishers.noBody();
        }
        HttpRequest.BodyPublisher stream = HttpRequest.BodyPublishers.ofInputStream(exchange::getRequestBody);
        if (length == null) {
            return stream;
        }
        long bytes = Long.parseLong(length);
        return bytes == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.fromPublisher(stream, bytes);
    }

    private static void send(HttpExchange exchange, HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        copy(response.headers().map(), exchange.getResponseHeaders()::add);
        boolean bodyless = exchange.getRequestMethod().equals("HEAD")
                || response.statusCode() == 204
                || response.statusCode() == 304;
        long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
        if (bodyless) {
            exchange.sendResponseHeaders(response.statusCode(), -1);
            return;
        }
        boolean empty =
                length == 0 && response.headers().firstValue("Content-Length").isPresent();
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : length);
        OutputStream out = exchange.getResponseBody();
        byte[] chunk = new byte[CHUNK];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            out.write(chunk, 0, read);
            out.flush(); // Events must arrive as they happen.
        }
        // A reader error above leaves the answer unfinished, so that the client sees a cut and not an end.
        out.close();
    }

    private static void copy(Map<String, List<String>> headers, HeaderSink sink) {
        Set<String> dropped = new TreeSet<>(NOT_PASSED_ON);
        headers.forEach((name, values) -> {
            if (name.equalsIgnoreCase("Connection")) {
                values.forEach(value ->
                        dropped.addAll(List.of(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))));
            }
        });
        headers.forEach((name, values) -> {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> sink.add(name, value));
            }
        });
    }

    private static @Nullable String first(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getFirst(header);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @FunctionalInterface
    private interface HeaderSink {
        void add(String name, String value);
    }
}
