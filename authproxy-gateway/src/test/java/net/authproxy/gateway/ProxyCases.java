package net.authproxy.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;

/** What the vector tests share: an upstream, a gateway, and ways to call it in both forms. */
final class ProxyCases implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

    final UpstreamServer upstream;
    final FakeGate gate;
    final GatewayFixture gateway;

    ProxyCases(UpstreamServer upstream) {
        this(upstream, "api");
    }

    ProxyCases(UpstreamServer upstream, String service) {
        this(upstream, service, UpstreamOptions.defaults());
    }

    ProxyCases(UpstreamServer upstream, String service, UpstreamOptions options) {
        this.upstream = upstream;
        gate = new FakeGate(upstream.port());
        gateway = new GatewayFixture(gate, service, same -> same, options);
    }

    static ProxyCases ok() {
        return new ProxyCases(UpstreamServer.answering(OK));
    }

    static ProxyCases answering(String raw) {
        return new ProxyCases(UpstreamServer.answering(raw));
    }

    /** A raw-form request with further header lines, each ended by CRLF. */
    static String raw(String method, String tail, String headers, String body) {
        return method + " " + GatewayFixture.RAW + tail + " HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN + headers
                + "\r\n" + body;
    }

    HttpMessage rawGet(String headers) throws IOException {
        return gateway.call(raw("GET", "/x", headers, ""));
    }

    /** An envelope call with this JSON text. */
    HttpMessage envelope(String json) throws IOException {
        return gateway.call(envelopeRequest(json, ""));
    }

    static String envelopeRequest(String json, String headers) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return "POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN + headers
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1);
    }

    /** An envelope GET with these header members, such as {@code "A":"b"}. */
    HttpMessage envelopeGet(String headerMembers) throws IOException {
        return envelope("{\"url\":\"/x\",\"method\":\"GET\",\"headers\":{" + headerMembers + "}}");
    }

    /** Sends raw bytes and says what came back: status lines of all answers, and whether the connection was closed. */
    Outcome send(String bytes) throws IOException {
        try (RawClient client = gateway.connect()) {
            client.timeout(1_500).send(bytes);
            List<HttpMessage> answers = new ArrayList<>();
            try {
                HttpMessage answer = client.answer();
                while (answer != null) {
                    answers.add(answer);
                    answer = client.answer();
                }
                return new Outcome(answers, true);
            } catch (java.net.SocketTimeoutException open) {
                return new Outcome(answers, false);
            }
        }
    }

    /** What a connection gave. */
    record Outcome(List<HttpMessage> answers, boolean closed) {

        boolean refused() {
            return answers.size() == 1 && answers.get(0).status() == 400 && closed;
        }
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }
}
