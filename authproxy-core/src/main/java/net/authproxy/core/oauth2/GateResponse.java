package net.authproxy.core.oauth2;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import net.authproxy.core.shared.outbound.OutboundResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** What our outbound gate brought, as the library reads it. */
final class GateResponse implements ClientHttpResponse {

    private final OutboundResponse answer;
    private final HttpHeaders headers = new HttpHeaders();

    GateResponse(OutboundResponse answer) {
        this.answer = answer;
        answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public String getStatusText() {
        return "";
    }

    @Override
    public InputStream getBody() {
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public void close() {
        // The whole answer is in memory.
    }
}
