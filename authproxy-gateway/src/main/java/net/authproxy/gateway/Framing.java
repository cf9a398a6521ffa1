package net.authproxy.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** How the body of a request is delimited; the codec has checked that there is at most one way. */
final class Framing {

    private Framing() {}

    static boolean chunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The announced length, -1 if there is none. */
    static long length(HttpServerRequest request) {
        return HeaderRules.length(request.headers().get(HttpHeaders.CONTENT_LENGTH));
    }

    /** Whether at least one byte may follow the header block. */
    static boolean hasBody(HttpServerRequest request) {
        return chunked(request) || length(request) > 0;
    }

    static boolean expectsContinue(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }
}
