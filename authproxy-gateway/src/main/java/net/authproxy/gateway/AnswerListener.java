package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import net.authproxy.core.shared.error.AuthProxyException;

/** Hears of an upstream's answer, on the event loop. {@code complete} or {@code failed} comes last, exactly one of them. */
interface AnswerListener {

    /** Status and headers are there. */
    void answered(HttpClientResponse answer);

    /** A piece of the body. */
    void chunk(Buffer bytes);

    /** The answer ended as it should. */
    void complete();

    /** The exchange broke, before or after {@link #answered}. The connection to upstream is gone. */
    void failed(AuthProxyException failure);
}
