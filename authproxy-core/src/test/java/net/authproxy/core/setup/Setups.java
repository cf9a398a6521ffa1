package net.authproxy.core.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tests of set-ups share: two connectors, and looks at what was stored. */
final class Setups {

    /** A form before the credentials, the credentials, a form after them. */
    static final String STEPPED = """
            labels: {type: stepped, tier: silver}
            display_name: Stepped
            logo: https://api.example.com/logo.png
            auth: {type: api-key, fields: [{name: api_key, pattern: "^k"}, {name: note, required: false}], placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            setup_flow:
              preconnect:
                steps:
                  - id: tenant
                    title: Your tenant
                    json_schema: {type: object, required: [tenant], properties: {tenant: {type: string, maxLength: 5}, level: {type: integer}}}
              configure:
                steps:
                  - {id: prefs, json_schema: {type: object, properties: {color: {type: string}}}}
            """;

    static final String OPEN = """
            labels: {type: open}
            display_name: Open
            logo: https://api.example.com/logo.png
            auth: {type: no-auth}
            proxy: {base_url: "https://api.example.com"}
            """;

    static final Map<String, ?> TENANT = Map.of("tenant", "acme");

    static final Map<String, ?> KEY = Map.of("api_key", "k-1");

    private Setups() {}

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    static ResourceId id(SetupAnswer answer) {
        return new ResourceId(IdType.CONNECTION, answer.connectionId());
    }

    static Connection read(Installation at, ResourceId id) {
        return sealed(at, id).connection();
    }

    static SealedConnection sealed(Installation at, ResourceId id) {
        return at.get(ConnectionStore.class).find(id.text()).orElseThrow();
    }

    static long connections(Installation at) {
        return at.get(JdbcClient.class)
                .sql("select count(*) from connections")
                .query(Long.class)
                .single();
    }

    static ActorPrincipal user(Installation at) {
        return at.system(at.actor("alice"));
    }

    static ActorPrincipal caller(Installation at, String name, Permission... permissions) {
        return Installation.principal(at.actor(name, permissions));
    }

    static Map<String, Object> configuration(Installation at, ResourceId id) {
        return at.get(CredentialVault.class).openConfiguration(sealed(at, id));
    }

    static Map<String, SecretString> credentials(Installation at, ResourceId id) {
        Destination anywhere = new Destination(true, "api.example.com", 443, java.net.InetAddress.getLoopbackAddress());
        return at.get(CredentialVault.class).open(sealed(at, id), anywhere);
    }
}
