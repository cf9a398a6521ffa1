package net.authproxy.core.proxy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.shared.outbound.OutboundRequest;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** A request of our own while it is put together. Holds secrets: never printed. */
final class OwnRequest implements OutgoingRequest {

    private static final String CONTENT_TYPE = "content-type";

    private final String method;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String target;
    private byte[] body = new byte[0];

    OwnRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    void header(String name, String value) {
        removeHeader(name);
        headers.put(name, value);
    }

    @Override
    public void removeHeader(String name) {
        String wanted = plain(name);
        headers.keySet().removeIf(present -> plain(present).equals(wanted));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void setHeader(String name, SecretString value) {
        headers.put(name, value.expose());
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void setTarget(SecretString secret) {
        target = secret.expose();
    }

    @Override
    public @Nullable String contentType() {
        return headers.entrySet().stream()
                .filter(header -> plain(header.getKey()).equals(CONTENT_TYPE))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public void setBody(byte[] bytes) {
        body = bytes.clone();
    }

    OutboundRequest toRequest() {
        OutboundRequest request = OutboundRequest.of(method, target).withBody(body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.withHeader(header.getKey(), header.getValue());
        }
        return request;
    }
}
