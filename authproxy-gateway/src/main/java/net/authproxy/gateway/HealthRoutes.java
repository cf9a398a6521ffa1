package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/** The five routes that need no login (contract 2.2). */
final class HealthRoutes {

    private static final int OK = 200;
    private static final int DOWN = 503;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HealthSource source;
    private final String service;

    HealthRoutes(HealthSource source, String service) {
        this.source = source;
        this.service = service;
    }

    static boolean covers(String path) {
        return switch (path) {
            case "/ping", "/livez", "/readyz", "/healthz", "/metrics" -> true;
            default -> false;
        };
    }

    void handle(Call call, String path) {
        if (!HttpMethod.GET.equals(call.request.method()) && !HttpMethod.HEAD.equals(call.request.method())) {
            call.refuse(new AuthProxyException(ErrorCode.METHOD_NOT_ALLOWED, "only GET is allowed here"));
            return;
        }
        switch (path) {
            case "/ping" -> json(call, OK, Map.of("message", "pong"));
            case "/livez" -> json(call, OK, Map.of("ok", true));
            case "/readyz" -> json(call, source.ready() ? OK : DOWN, Map.of("ok", source.ready()));
            case "/metrics" ->
                call.loop.offLoop(source::scrape, text -> answer(call, OK, PROMETHEUS, text), failed -> down(call));
            default -> call.loop.offLoop(source::check, report -> healthz(call, report), failed -> down(call));
        }
    }

    private void healthz(Call call, HealthSource.Report report) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("ok", report.ok());
        members.putAll(report.checks());
        json(call, report.ok() ? OK : DOWN, members);
    }

    private static void down(Call call) {
        call.refuse(new AuthProxyException(ErrorCode.UNAVAILABLE, "the health checks failed to run"));
    }

    private void json(Call call, int status, Map<String, ?> members) {
        StringBuilder out = new StringBuilder("{\"service\":");
        JsonText.string(out, service);
        JsonText.members(out, members);
        answer(call, status, "application/json", out.append('}').toString());
    }

    private static void answer(Call call, int status, String type, String body) {
        if (call.request.response().closed()) {
            return;
        }
        Answers.own(call.request.response(), call.id);
        call.request.response().setStatusCode(status).headers().set(HttpHeaders.CONTENT_TYPE, type);
        Answers.end(call.request, Buffer.buffer(body));
        call.answered(status);
    }
}
