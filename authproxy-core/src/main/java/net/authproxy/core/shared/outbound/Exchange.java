package net.authproxy.core.shared.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.outbound.OutboundFailures.Phase;
import org.jspecify.annotations.Nullable;

/** One request and its answer on an open connection. Runs on the event loop; abort and phase may be called from anywhere. */
final class Exchange {

    private static final String AGENT = "AuthProxy";

    private final OutboundRequest request;
    private final Destination destination;
    private final Promise<OutboundResponse> answer = Promise.promise();

    private volatile Phase phase = Phase.CONNECT;
    private volatile boolean aborted;
    private volatile @Nullable HttpClientRequest open;

    Exchange(OutboundRequest request, Destination destination) {
        this.request = request;
        this.destination = destination;
    }

    /** Writes the request, reads the answer. */
    Future<OutboundResponse> send(HttpClientRequest http) {
        open = http;
        if (aborted) {
            http.reset();
            return Future.failedFuture(OutboundFailures.timeout(Phase.CONNECT));
        }
        phase = Phase.RESPONSE;
        writeHead(http);
        http.exceptionHandler(answer::tryFail);
        http.response().onComplete(this::receive, answer::tryFail);
        Future<Void> written = request.body().length == 0 ? http.end() : http.end(Buffer.buffer(request.body()));
        written.onFailure(answer::tryFail);
        return answer.future();
    }

    private void writeHead(HttpClientRequest http) {
        for (Map.Entry<String, String> header : request.headers()) {
            http.headers().add(header.getKey(), header.getValue());
        }
        if (!http.headers().contains("User-Agent")) {
            http.putHeader("User-Agent", AGENT);
        }
        http.putHeader("Host", destination.authority());
    }

    private void receive(HttpClientResponse response) {
        phase = Phase.TOTAL;
        response.exceptionHandler(answer::tryFail);
        int status = response.statusCode();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + (long) chunk.length() > request.maxResponseBytes()) {
                fail(OutboundFailures.tooLarge(request.maxResponseBytes()));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(
                end -> answer.tryComplete(new OutboundResponse(status, headers(response), body.getBytes())));
    }

    private static List<Map.Entry<String, String>> headers(HttpClientResponse response) {
        return response.headers().entries().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue()))
                .toList();
    }

    private void fail(RuntimeException reason) {
        answer.tryFail(reason);
        abort();
    }

    /** Gives the exchange up and closes its connection, now or as soon as there is one. */
    void abort() {
        aborted = true;
        HttpClientRequest http = open;
        if (http != null) {
            http.reset();
        }
    }

    Phase phase() {
        return phase;
    }
}
