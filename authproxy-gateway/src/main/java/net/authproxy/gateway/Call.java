package net.authproxy.gateway;

import io.vertx.core.http.HttpServerRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.IdType;

/** One request on its event loop, whatever it asks for. */
class Call {

    final Loop loop;
    final HttpServerRequest request;
    final Route route;
    final String id;
    final long started = System.nanoTime();

    Call(Loop loop, HttpServerRequest request, Route route) {
        this.loop = loop;
        this.request = request;
        this.route = route;
        this.id = loop.parts().ids().nextText(IdType.REQUEST);
    }

    /** Answers with the error body. */
    void refuse(AuthProxyException reason) {
        Answers.refuse(request, id, reason);
        answered(reason.code().status());
    }

    /** To be called once, when the answer is complete; status 0 when the caller left before. */
    void answered(int status) {
        long nanos = System.nanoTime() - started;
        CallerConnections.answered(request.connection());
        loop.metrics().request(route, status, nanos);
        if (loop.options().accessLog()) {
            AccessLog.line(loop.options().service(), request, id, status, nanos);
        }
    }
}
