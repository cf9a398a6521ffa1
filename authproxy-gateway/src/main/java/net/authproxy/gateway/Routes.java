package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells by the path who answers: a proxy form, health, or the control plane. One per event loop. */
final class Routes {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    private static final int NO_CONTENT = 204;
    private static final String METRICS = "/metrics";

    private final Loop loop;
    private final HealthRoutes health;
    private final Cors cors;
    private final @Nullable ControlPlanePassThrough control;

    Routes(Loop loop) {
        this.loop = loop;
        GatewayOptions options = loop.options();
        health = new HealthRoutes(loop.parts().health(), options.service());
        cors = new Cors(options.cors());
        control = loop.control() == null || options.controlPlane() == null
                ? null
                : new ControlPlanePassThrough(loop, loop.control(), options.controlPlane());
    }

    /** Every request of the public port. */
    void handle(HttpServerRequest request) {
        try {
            dispatch(request);
        } catch (RuntimeException e) {
            log.error("request failed unexpectedly", e);
            request.connection().close();
        }
    }

    private void dispatch(HttpServerRequest request) {
        String fault = Strictness.fault(request);
        if (fault != null) {
            refuseAndClose(request, fault);
        } else if (HttpMethod.CONNECT.equals(request.method()) || HttpMethod.TRACE.equals(request.method())) {
            new Call(loop, request, Route.UNKNOWN)
                    .refuse(new AuthProxyException(ErrorCode.METHOD_NOT_ALLOWED, "this method is not allowed"));
        } else if (cors.preflight(request)) {
            preflight(request);
        } else {
            cors.mark(request);
            route(request);
        }
    }

    /** What the parser could not read. */
    void handleInvalid(HttpServerRequest request) {
        refuseAndClose(request, "the request is not valid HTTP/1.1");
    }

    /** Every request of a separate health port. */
    void handleHealth(HttpServerRequest request) {
        String fault = Strictness.fault(request);
        String path = request.path();
        if (fault != null) {
            refuseAndClose(request, fault);
        } else if (path != null && HealthRoutes.covers(path)) {
            health.handle(new Call(loop, request, Route.HEALTH), path);
        } else {
            unknown(request);
        }
    }

    private void route(HttpServerRequest request) {
        String uri = request.uri();
        ProxyPath path = ProxyPath.parse(uri, loop.options().proxy().unversioned());
        if (path != null) {
            proxy(request, path);
            return;
        }
        String plain = request.path();
        if (plain != null && HealthRoutes.covers(plain)) {
            healthOnMainPort(request, plain);
        } else if (control != null) {
            control.handle(request);
        } else {
            unknown(request);
        }
    }

    private void proxy(HttpServerRequest request, ProxyPath path) {
        if (!loop.options().proxy().mounted()) {
            unknown(request);
        } else if (path.raw()) {
            new RawCall(loop, request, path.connectionId(), path.target()).start();
        } else {
            new EnvelopeCall(loop, request, path.connectionId()).start();
        }
    }

    private void healthOnMainPort(HttpServerRequest request, String path) {
        GatewayOptions options = loop.options();
        boolean elsewhere = options.listener().separateHealth() || (options.isPublic() && path.equals(METRICS));
        if (elsewhere) {
            unknown(request);
        } else {
            health.handle(new Call(loop, request, Route.HEALTH), path);
        }
    }

    private void preflight(HttpServerRequest request) {
        Call call = new Call(loop, request, Route.CORS);
        Answers.own(request.response(), call.id);
        cors.answerPreflight(request, request.response().headers());
        request.response().setStatusCode(NO_CONTENT);
        Answers.end(request, Buffer.buffer());
        call.answered(NO_CONTENT);
    }

    private void unknown(HttpServerRequest request) {
        new Call(loop, request, Route.UNKNOWN).refuse(new AuthProxyException(ErrorCode.NOT_FOUND, "not found"));
    }

    private void refuseAndClose(HttpServerRequest request, String fault) {
        Call call = new Call(loop, request, Route.INVALID);
        request.response().headers().set("Connection", "close");
        call.refuse(new AuthProxyException(ErrorCode.BAD_REQUEST, fault));
        CallerConnections.closeSoon(request.connection());
        request.connection().close();
    }
}
