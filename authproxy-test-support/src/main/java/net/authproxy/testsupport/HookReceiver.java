package net.authproxy.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A receiver of webhooks on loopback: keeps what it is sent, answers with the statuses it was told, then with 204. */
public final class HookReceiver implements AutoCloseable {

    private static final int OK = 204;

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private volatile int otherwise = OK;

    private HookReceiver(HttpServer server) {
        this.server = server;
    }

    /** One request as it came. */
    public record Received(String method, String target, List<String> headers, String body) {

        /** The value of a header, whatever its case; empty when there is not exactly one. */
        public String header(String name) {
            List<String> values = headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1))
                    .toList();
            return values.size() == 1 ? values.getFirst() : "";
        }
    }

    /** Starts on a free port. */
    public static HookReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HookReceiver receiver = new HookReceiver(server);
        server.createContext("/", receiver::answer);
        server.start();
        return receiver;
    }

    private void answer(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> headers.add(name + ":" + value)));
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Integer status = answers.poll();
        exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        exchange.sendResponseHeaders(status == null ? otherwise : status, -1);
        exchange.close();
    }

    /** The next answers, in order. */
    public void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** Every answer behind the ordered ones. */
    public void otherwise(int status) {
        otherwise = status;
    }

    /** An address of this receiver. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Everything so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** What came at this path and query. */
    public List<Received> received(String target) {
        return received.stream()
                .filter(request -> request.target().equals(target))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
