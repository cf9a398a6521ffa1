package net.authproxy.core.proxy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.authproxy.core.session.Identified;

/** A call as the edge describes it. */
record TestCall(
        Form form,
        String requestId,
        String connectionId,
        List<String> authorization,
        String target,
        List<String> labels,
        Map<String, List<String>> headers,
        Identified caller)
        implements ProxyRequest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** A raw call to the connector's base URL. */
    static TestCall raw(String connectionId, String token) {
        return new TestCall(
                Form.RAW,
                String.format("req_%026d", COUNTER.incrementAndGet()),
                connectionId,
                List.of("Bearer " + token),
                "/things?a=1",
                List.of(),
                Map.of(),
                null);
    }

    /** An envelope to an absolute URL or a path. */
    static TestCall envelope(String connectionId, String token, String url) {
        TestCall raw = raw(connectionId, token);
        return new TestCall(
                Form.ENVELOPE, raw.requestId, connectionId, raw.authorization, url, List.of(), Map.of(), null);
    }

    TestCall withAuthorization(String... values) {
        return new TestCall(form, requestId, connectionId, List.of(values), target, labels, headers, caller);
    }

    TestCall withLabels(String... pairs) {
        return new TestCall(form, requestId, connectionId, authorization, target, List.of(pairs), headers, caller);
    }

    TestCall withTarget(String other) {
        return new TestCall(form, requestId, connectionId, authorization, other, labels, headers, caller);
    }

    TestCall withHeader(String name, String... values) {
        return new TestCall(
                form, requestId, connectionId, authorization, target, labels, Map.of(name, List.of(values)), caller);
    }

    TestCall withCaller(Identified known) {
        return new TestCall(form, requestId, connectionId, authorization, target, labels, headers, known);
    }

    @Override
    public String service() {
        return "api";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
