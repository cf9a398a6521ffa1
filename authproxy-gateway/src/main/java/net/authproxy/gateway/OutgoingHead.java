package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** The upstream request before it is sent, over the header map of the HTTP engine. Holds secrets: never printed. */
final class OutgoingHead implements OutgoingRequest {

    private final MultiMap headers;
    private String target;
    private byte @Nullable [] body;
    private boolean bodyReplaced;

    /** @param body the whole body when the credential goes into it, else absent */
    OutgoingHead(MultiMap headers, String target, byte @Nullable [] body) {
        this.headers = headers;
        this.target = target;
        this.body = body;
    }

    @Override
    public void removeHeader(String name) {
        ProxyHeaders.removeAllSpellings(headers, name);
    }

    @Override
    public void setHeader(String name, SecretString value) {
        headers.set(name, value.expose());
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void setTarget(SecretString target) {
        this.target = target.expose();
    }

    @Override
    public @Nullable String contentType() {
        return headers.get(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public byte[] body() {
        return body == null ? new byte[0] : body;
    }

    @Override
    public void setBody(byte[] body) {
        this.body = body;
        bodyReplaced = true;
    }

    MultiMap headers() {
        return headers;
    }

    /** The body after the credential was written; absent when it was not asked for. */
    @Nullable
    Buffer buffer() {
        return body == null ? null : Buffer.buffer(body);
    }

    boolean bodyReplaced() {
        return bodyReplaced;
    }
}
