package net.authproxy.core.oauth2;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A request that the library has put together and our outbound gate sends. Where it goes is decided by the gate alone: the
 * URI is the library's to write and nobody's to read.
 */
final class GateRequest extends AbstractClientHttpRequest {

    private static final URI ELSEWHERE =
            UriComponentsBuilder.fromUriString("urn:token-endpoint").build().toUri();

    private final HttpMethod method;
    private final Function<Written, ClientHttpResponse> gate;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    GateRequest(HttpMethod method, Function<Written, ClientHttpResponse> gate) {
        this.method = method;
        this.gate = gate;
    }

    /** Headers and body as the library wrote them. */
    record Written(HttpHeaders headers, ByteArrayOutputStream body) {

        @Override
        public String toString() {
            return "token request";
        }
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
        return body;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) {
        return gate.apply(new Written(headers, body));
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return ELSEWHERE;
    }
}
