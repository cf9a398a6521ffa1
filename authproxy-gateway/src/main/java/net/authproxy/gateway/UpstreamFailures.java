package net.authproxy.gateway;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.UpstreamProtocolException;
import org.jspecify.annotations.Nullable;

/** Turns a failure of the HTTP engine into a code of contract 9.8. Engine messages stay here: they may hold the URL. */
final class UpstreamFailures {

    private static final int DEPTH = 8;

    private UpstreamFailures() {}

    static AuthProxyException timeout(String phase) {
        return new AuthProxyException(ErrorCode.UPSTREAM_TIMEOUT, "upstream did not answer in time: " + phase)
                .with("phase", phase);
    }

    /** A failure before the connection stands. */
    static AuthProxyException connecting(Throwable cause) {
        if (find(cause, ConnectionPoolTooBusyException.class) != null) {
            return new AuthProxyException(ErrorCode.UNAVAILABLE, "too many calls wait for this upstream");
        }
        if (find(cause, ConnectTimeoutException.class) != null
                || find(cause, SslHandshakeTimeoutException.class) != null
                || find(cause, TimeoutException.class) != null) {
            return timeout("connect");
        }
        if (find(cause, SSLException.class) != null) {
            return new AuthProxyException(ErrorCode.UPSTREAM_TLS, "the TLS handshake with upstream failed", cause);
        }
        return new AuthProxyException(ErrorCode.UPSTREAM_UNREACHABLE, "upstream cannot be reached", cause);
    }

    /** A failure after the request, or a part of it, was sent. */
    static AuthProxyException exchanging(Throwable cause) {
        UpstreamProtocolException protocol = find(cause, UpstreamProtocolException.class);
        if (protocol != null) {
            return new AuthProxyException(ErrorCode.UPSTREAM_PROTOCOL, String.valueOf(protocol.getMessage()), cause);
        }
        if (find(cause, SSLException.class) != null) {
            return new AuthProxyException(ErrorCode.UPSTREAM_TLS, "the TLS connection to upstream broke", cause);
        }
        if (cause instanceof HttpClosedException
                || cause instanceof StreamResetException
                || cause instanceof PrematureChannelClosureException
                || cause instanceof IOException) {
            return new AuthProxyException(
                    ErrorCode.UPSTREAM_UNREACHABLE, "upstream closed the connection before its answer was complete");
        }
        if (cause instanceof DecoderException || cause instanceof RuntimeException) {
            return new AuthProxyException(ErrorCode.UPSTREAM_PROTOCOL, "upstream sent malformed HTTP", cause);
        }
        return new AuthProxyException(ErrorCode.UPSTREAM_UNREACHABLE, "the connection to upstream broke", cause);
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int i = 0; i < DEPTH && cause != null; i++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
