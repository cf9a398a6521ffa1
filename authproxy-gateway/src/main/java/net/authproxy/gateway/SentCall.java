package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import net.authproxy.core.proxy.Decision;
import org.jspecify.annotations.Nullable;

/** What was sent to an upstream, in case it is sent once more with a newer credential. */
final class SentCall {

    private final Decision.Admitted admitted;
    private final UpstreamBody body;
    private final byte @Nullable [] whole;

    /** @param whole the body when it was collected for a credential, else absent */
    SentCall(Decision.Admitted admitted, UpstreamBody body, byte @Nullable [] whole) {
        this.admitted = admitted;
        this.body = body;
        this.whole = whole;
    }

    Decision.Admitted admitted() {
        return admitted;
    }

    byte @Nullable [] whole() {
        return whole;
    }

    /** The body as it can be sent again; absent when it cannot. */
    @Nullable
    UpstreamBody again() {
        if (!(body instanceof UpstreamBody.Streamed streamed)) {
            return body;
        }
        ReplayBuffer replay = streamed.replay();
        return replay == null || !replay.isWhole() ? null : new UpstreamBody.Bytes(replay.bytes());
    }

    /** The body with what the credential made of it. */
    static UpstreamBody framed(MultiMap headers, UpstreamBody body, @Nullable Buffer whole) {
        if (whole == null) {
            return body;
        }
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        return whole.length() == 0 ? new UpstreamBody.None() : new UpstreamBody.Bytes(whole);
    }
}
