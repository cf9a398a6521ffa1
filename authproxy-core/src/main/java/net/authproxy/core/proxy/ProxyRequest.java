package net.authproxy.core.proxy;

import java.util.List;
import net.authproxy.core.session.Identified;
import net.authproxy.core.session.SessionRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows about a proxied call before anything is decided. Header values are as received; several values
 * of one name are several entries.
 */
public interface ProxyRequest extends SessionRequest {

    /** Which of the two proxy forms was called (contract 9.1, 9.2). */
    Form form();

    /** Id of the service whose port was called: {@code api} or {@code public}. */
    @Override
    String service();

    /** The {@code req_} id of the call, also the id of its log row. */
    String requestId();

    /** Text of the path segment before {@code _proxy}; not validated yet. */
    String connectionId();

    /** Upper- or mixed-case method token for the upstream. */
    @Override
    String method();

    /** All Authorization values; the normal case is exactly one. */
    @Override
    List<String> authorization();

    /**
     * Who calls, when the edge has asked {@link ProxyGate#authenticate} already: a token that is good for one call
     * cannot be asked for twice. Absent: the decision authenticates.
     */
    default @Nullable Identified caller() {
        return null;
    }

    /** First value of a header the edge received; absent if there is none. Names are case-insensitive. */
    @Nullable
    String header(String name);

    /** All values of a header the edge received; empty if there is none. */
    @Override
    List<String> headers(String name);

    /**
     * Raw form: what follows {@code _proxy_raw}, bytes unchanged: empty, or starting with {@code /} or {@code ?}.
     * Envelope: the {@code url} member.
     */
    String target();

    /** Per-call labels of the caller ({@code X-AuthProxy-Label}, or the envelope's {@code labels}) as {@code k=v}. */
    List<String> labels();

    /** The two ways to call through a connection. */
    enum Form {
        RAW,
        ENVELOPE
    }
}
