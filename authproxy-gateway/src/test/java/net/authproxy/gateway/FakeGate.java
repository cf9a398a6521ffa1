package net.authproxy.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.proxy.ExchangeOutcome;
import net.authproxy.core.proxy.ExchangeTicket;
import net.authproxy.core.proxy.ProxyGate;
import net.authproxy.core.proxy.ProxyRequest;
import net.authproxy.core.session.Identified;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;

/**
 * A gate by hand: one connection {@code cxn_} whose upstream is on loopback. Every ticket that is finished lands in a
 * queue, so that a test can say how many rows a call left.
 */
final class FakeGate implements ProxyGate {

    static final String SECRET = "Bearer stored-secret";

    static final Identified CALLER = new Identified(
            new ActorPrincipal(
                    "act_caller",
                    "caller",
                    NamespacePath.ROOT,
                    PermissionSet.of(List.of(), "caller", Map.of()),
                    null,
                    null),
            null,
            false);

    static final Decision.Limits LIMITS = new Decision.Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ZERO, 0, 0, 1 << 20);

    final BlockingQueue<ExchangeOutcome> rows = new LinkedBlockingQueue<>();
    final List<String> seenTargets = java.util.Collections.synchronizedList(new ArrayList<>());

    final AtomicInteger authentications = new AtomicInteger();
    final List<Optional<Identified>> seenCallers = java.util.Collections.synchronizedList(new ArrayList<>());

    volatile RuntimeException authenticationFailure;
    volatile String host = "127.0.0.1";
    volatile boolean tls;
    volatile int port;
    /** XSRF token of the caller's session; empty: the caller has a token. */
    volatile String session = "";

    volatile boolean loads;
    volatile boolean needsBody;
    volatile boolean callerCredentials;
    volatile Decision.Limits limits = LIMITS;
    volatile List<Decision.ConnectorHeader> connectorHeaders = List.of();
    volatile Consumer<OutgoingRequest> credential = request -> {
        request.removeHeader("Authorization");
        request.setHeader("Authorization", SecretString.of(SECRET));
    };
    volatile Function<ProxyRequest, Decision> override = request -> null;

    /** What happens before a refused call has a newer credential; empty: it never has one. */
    volatile Optional<Runnable> renewal = Optional.empty();

    FakeGate(int port) {
        this.port = port;
    }

    @Override
    public Identified tryAuthenticate(ProxyRequest request) {
        return loads ? null : authenticate(request);
    }

    @Override
    public Identified authenticate(ProxyRequest request) {
        authentications.incrementAndGet();
        RuntimeException failure = authenticationFailure;
        if (failure != null) {
            throw failure;
        }
        if (session.isEmpty() && !request.authorization().equals(List.of("Bearer caller-token"))) {
            throw new AuthProxyException(ErrorCode.INVALID_TOKEN, "invalid token");
        }
        return CALLER;
    }

    @Override
    public Decision tryDecide(ProxyRequest request) {
        return loads ? null : decide(request);
    }

    @Override
    public Decision decide(ProxyRequest request) {
        Decision decision = decideFor(request);
        return session.isEmpty() ? decision : new Decision.InSession(decision, session);
    }

    private Decision decideFor(ProxyRequest request) {
        seenTargets.add(request.target());
        seenCallers.add(Optional.ofNullable(request.caller()));
        Decision special = override.apply(request);
        if (special != null) {
            return special;
        }
        if (session.isEmpty() && request.authorization().size() != 1) {
            return refuse(ErrorCode.UNAUTHENTICATED, "a bearer token is required");
        }
        if (!request.connectionId().startsWith("cxn_")) {
            return refuse(ErrorCode.NOT_FOUND, "not found");
        }
        String target = target(request);
        return target == null ? refuse(ErrorCode.INVALID_URL, "not a usable URL") : new Admission(target);
    }

    Decision refuse(ErrorCode code, String text) {
        return new Decision.Refused(new AuthProxyException(code, text), rows::add);
    }

    private String target(ProxyRequest request) {
        String text = request.target();
        List<String> url = request.headers("X-AuthProxy-Upstream-URL");
        if (request.form() == ProxyRequest.Form.RAW && !url.isEmpty()) {
            text = url.get(0);
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            String rest = text.substring(scheme + 3);
            int path = rest.indexOf('/');
            String authority = path < 0 ? rest : rest.substring(0, path);
            if (authority.indexOf('@') >= 0) {
                return null;
            }
            text = path < 0 ? "/" : rest.substring(path);
        }
        if (text.isEmpty()) {
            return "/";
        }
        return text.charAt(0) == '?' ? "/" + text : text;
    }

    /** The next finished row; fails when there is none in time. */
    ExchangeOutcome row() throws InterruptedException {
        ExchangeOutcome row = rows.poll(10, TimeUnit.SECONDS);
        if (row == null) {
            throw new AssertionError("no log row");
        }
        return row;
    }

    private final class Admission implements Decision.Admitted {

        private final String target;

        private Admission(String target) {
            this.target = target;
        }

        @Override
        public Destination destination() {
            return new Destination(tls, host, port, InetAddress.getLoopbackAddress());
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public List<Decision.ConnectorHeader> headers() {
            return connectorHeaders;
        }

        @Override
        public boolean passesCallerCredentials() {
            return callerCredentials;
        }

        @Override
        public boolean needsBody() {
            return needsBody;
        }

        @Override
        public void applyCredential(OutgoingRequest request) {
            credential.accept(request);
        }

        @Override
        public boolean isRenewable() {
            return renewal.isPresent();
        }

        @Override
        public Decision.Admitted renewed() {
            renewal.orElseThrow().run();
            return this;
        }

        @Override
        public Decision.Limits limits() {
            return limits;
        }

        @Override
        public ExchangeTicket ticket() {
            return rows::add;
        }
    }
}
