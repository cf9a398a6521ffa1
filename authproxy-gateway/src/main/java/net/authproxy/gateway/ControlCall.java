package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One request that the control plane answers. */
final class ControlCall extends Call implements AnswerListener {

    private final HttpServerResponse response;
    private @Nullable UpstreamExchange exchange;
    private @Nullable AnswerWriter writer;
    private boolean finished;

    ControlCall(Loop loop, HttpServerRequest request) {
        super(loop, request, Route.CONTROL);
        response = request.response();
    }

    void begin(UpstreamExchange made) {
        exchange = made;
        response.closeHandler(gone -> {
            made.cancel();
            finish(0);
        });
        request.exceptionHandler(broken -> {
            if (!finished && !response.closed()) {
                made.fail(new AuthProxyException(ErrorCode.BAD_REQUEST, "the request body is not valid HTTP/1.1"));
                request.connection().close();
            }
        });
    }

    @Override
    public void answered(HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        MultiMap headers = response.headers();
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!ProxyHeaders.hopByHop(header.getKey())) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        headers.set(Answers.REQUEST_ID, id);
        if (exchange != null) {
            AnswerWriter made = new AnswerWriter(request, exchange);
            writer = made;
            made.begin();
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (!finished && writer != null) {
            writer.chunk(bytes);
        }
    }

    @Override
    public void complete() {
        if (!finished && writer != null) {
            writer.complete();
            finish(response.getStatusCode());
        }
    }

    @Override
    public void failed(AuthProxyException failure) {
        if (finished) {
            return;
        }
        if (response.headWritten()) {
            CallerConnections.cut(request.connection());
            finish(response.getStatusCode());
            return;
        }
        response.headers().clear();
        Answers.refuse(request, id, own(failure));
        finish(own(failure).code().status());
    }

    /** To the caller the control plane is we, so what would be an upstream's failure is ours. */
    private static AuthProxyException own(AuthProxyException failure) {
        return switch (failure.code()) {
            case BODY_TOO_LARGE, BAD_REQUEST -> failure;
            default -> new AuthProxyException(ErrorCode.UNAVAILABLE, "the service is not available at the moment");
        };
    }

    private void finish(int status) {
        if (!finished) {
            finished = true;
            answered(status);
        }
    }
}
