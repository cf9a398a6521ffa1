package net.authproxy.core.shared.outbound;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/** Gives each way a call can fail its one code (contract 9.8). The messages repeat nothing that the upstream sent. */
final class OutboundFailures {

    /** How far the call had come; the name in lower case is the {@code phase} of the error body. */
    enum Phase {
        CONNECT("connect"),
        RESPONSE("response"),
        TOTAL("total");

        private final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    private OutboundFailures() {}

    static AuthProxyException timeout(Phase phase) {
        return new AuthProxyException(ErrorCode.UPSTREAM_TIMEOUT, "the upstream did not answer in time")
                .with("phase", phase.text);
    }

    static AuthProxyException tooLarge(int limit) {
        return new AuthProxyException(
                ErrorCode.UPSTREAM_RESPONSE_TOO_LARGE, "the upstream's answer is longer than " + limit + " bytes");
    }

    /** The code for what the HTTP engine reported. */
    static AuthProxyException of(Throwable failure, Phase phase) {
        if (failure instanceof AuthProxyException ours) {
            return ours;
        }
        if (has(failure, ConnectTimeoutException.class)
                || has(failure, SslHandshakeTimeoutException.class)
                || has(failure, TimeoutException.class)) {
            return timeout(phase);
        }
        if (has(failure, SSLException.class) || has(failure, CertificateException.class)) {
            return new AuthProxyException(
                    ErrorCode.UPSTREAM_TLS, "no trusted TLS connection to the upstream could be made", failure);
        }
        boolean malformed = has(failure, DecoderException.class)
                || has(failure, IllegalArgumentException.class)
                || (phase != Phase.CONNECT && !has(failure, IOException.class) && !isClosed(failure));
        if (malformed) {
            return new AuthProxyException(
                    ErrorCode.UPSTREAM_PROTOCOL, "the upstream's answer is not valid HTTP", failure);
        }
        return new AuthProxyException(
                        ErrorCode.UPSTREAM_UNREACHABLE,
                        phase == Phase.CONNECT
                                ? "the upstream cannot be reached"
                                : "the upstream closed the connection before its answer was complete",
                        failure)
                .with("phase", phase.text);
    }

    private static boolean isClosed(Throwable failure) {
        return has(failure, HttpClosedException.class)
                || has(failure, PrematureChannelClosureException.class)
                || has(failure, StreamResetException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
