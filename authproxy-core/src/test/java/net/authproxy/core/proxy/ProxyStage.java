package net.authproxy.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.storage.DatabaseKind;

/** An installation with one connector that wants a key, one connection to it, and a caller who may use it. */
final class ProxyStage implements AutoCloseable {

    static final String KEY = "sk_live_4f9a";

    static final String CONNECTOR = """
            labels: {type: keyed}
            display_name: Keyed
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy:
              base_url: "https://api.example.com/v1/"
              allowed_hosts: [api.example.com, inside.example.com, gone.example.com]
              headers: {X-Tenant: "{{labels.tenant}}"}
            """;

    final Installation installation;
    final Actor caller;
    final ResourceId connection;

    private ProxyStage(Installation installation) {
        this.installation = installation;
        installation.load(CONNECTOR);
        caller = installation.actor("alice", mayProxy());
        connection = installation.connect(
                installation.system(caller), "keyed", Map.of("tenant", "t1"), Map.of("api_key", KEY));
    }

    static ProxyStage open(DatabaseKind kind) {
        return new ProxyStage(Installation.open(kind));
    }

    static Permission mayProxy() {
        return Installation.permission("root.**", "connections", "proxy");
    }

    String token() {
        return installation.token("alice", "jti-1");
    }

    /** A good call. */
    TestCall call() {
        return TestCall.raw(connection.text(), token());
    }

    CoreContext core() {
        return installation.core();
    }

    ProxyService proxy() {
        return proxy(installation);
    }

    static ProxyService proxy(Installation process) {
        return process.get(ProxyService.class);
    }

    /** What a decision comes to: {@code null}, {@code ok}, or the code of the refusal. Ends the call. */
    static String outcome(Decision decision) {
        return switch (decision) {
            case null -> "null";
            case Decision.Admitted admitted -> {
                admitted.ticket().finish(ended(200, null));
                yield "ok";
            }
            case Decision.InSession inSession -> outcome(inSession.decision());
            case Decision.Refused refused -> {
                refused.ticket().finish(ended(0, refused.reason().code()));
                yield refused.reason().code().code();
            }
        };
    }

    static ExchangeOutcome ended(int status, ErrorCode error) {
        return new ExchangeOutcome(status, error, null, 1, 2, 0, 0, null, null, "HTTP/1.1", null, false, false, 1);
    }

    static Decision.Admitted admitted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Admitted.class);
        return (Decision.Admitted) decision;
    }

    /** The Authorization header that the upstream would get. */
    static String credentialOf(Decision decision) {
        Headers written = new Headers();
        admitted(decision).applyCredential(written);
        return written.values.get("Authorization");
    }

    /** A request of which only headers matter. */
    static final class Headers implements OutgoingRequest {

        final Map<String, String> values = new HashMap<>();

        @Override
        public void removeHeader(String name) {
            values.remove(name);
        }

        @Override
        public void setHeader(String name, SecretString value) {
            values.put(name, value.expose());
        }

        @Override
        public String target() {
            return "/";
        }

        @Override
        public void setTarget(SecretString target) {
            throw new IllegalStateException("a bearer credential changes no target");
        }

        @Override
        public String contentType() {
            return null;
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public void setBody(byte[] body) {
            throw new IllegalStateException("a bearer credential changes no body");
        }
    }

    @Override
    public void close() {
        installation.close();
    }
}
