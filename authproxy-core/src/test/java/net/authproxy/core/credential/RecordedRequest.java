package net.authproxy.core.credential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.authproxy.core.shared.secret.SecretString;

/** An outgoing request in memory. */
final class RecordedRequest implements OutgoingRequest {

    private final List<String> headers = new ArrayList<>();
    private String target = "/";
    private String contentType;
    private byte[] body = new byte[0];

    static RecordedRequest to(String target) {
        RecordedRequest request = new RecordedRequest();
        request.target = target;
        return request;
    }

    static RecordedRequest with(String contentType, byte[] body) {
        RecordedRequest request = new RecordedRequest();
        request.contentType = contentType;
        request.body = body;
        return request;
    }

    static RecordedRequest with(String contentType, String body) {
        return with(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    RecordedRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Headers as {@code name: value}. */
    List<String> headers() {
        return List.copyOf(headers);
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void removeHeader(String name) {
        headers.removeIf(line -> plain(line.substring(0, line.indexOf(": "))).equals(plain(name)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void setHeader(String name, SecretString value) {
        headers.add(name + ": " + value.expose());
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void setTarget(SecretString other) {
        target = other.expose();
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public void setBody(byte[] other) {
        body = other;
    }
}
