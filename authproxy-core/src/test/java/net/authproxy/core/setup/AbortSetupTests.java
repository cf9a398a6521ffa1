package net.authproxy.core.setup;

import static net.authproxy.core.setup.Setups.KEY;
import static net.authproxy.core.setup.Setups.STEPPED;
import static net.authproxy.core.setup.Setups.TENANT;
import static net.authproxy.core.setup.Setups.assertRefused;
import static net.authproxy.core.setup.Setups.caller;
import static net.authproxy.core.setup.Setups.credentials;
import static net.authproxy.core.setup.Setups.id;
import static net.authproxy.core.setup.Setups.read;
import static net.authproxy.core.setup.Setups.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Giving a set-up up (contract 7.3). */
class AbortSetupTests {

    @ParameterizedTest
    @EnumSource
    void abortOfAFirstSetupTakesTheConnectionWithIt(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(STEPPED);
            ActorPrincipal user = user(at);
            ConnectionSetup setup = at.get(ConnectionSetup.class);
            ResourceId id = id(at.initiate(user, "stepped", Map.of()));
            at.submit(user, id, "tenant", TENANT);
            at.submit(user, id, "credentials", KEY);

            setup.abort(user, id);

            assertThat(at.column(id, "state")).isEqualTo("disconnected");
            assertThat(at.column(id, "deleted_at")).isNotNull();
            assertThat(at.column(id, "encrypted_credentials")).isNull();
            assertThat(at.column(id, "encrypted_configuration")).isNull();
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.abort(user, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> setup.currentStep(user, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> at.submit(user, id, "prefs", Map.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortOfALaterSetupLeavesTheConnectionAsItWas(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ResourceId id = readyWithSetup(at);
            ActorPrincipal user = at.system(at.actor("bob"));

            at.get(ConnectionSetup.class).abort(user, id);

            assertThat(read(at, id).state()).isEqualTo(ConnectionState.READY);
            assertThat(read(at, id).setupStep()).isNull();
            assertThat(credentials(at, id)).isEqualTo(Map.of("api_key", SecretString.of("k-1")));
            assertRefused(
                    ErrorCode.NO_ACTIVE_STEP,
                    () -> at.get(ConnectionSetup.class).abort(user, id));
        }
    }

    /** A ready connection in whose configuration form somebody is. */
    private static ResourceId readyWithSetup(Installation at) {
        at.load(STEPPED);
        ActorPrincipal user = user(at);
        ResourceId id = id(at.initiate(user, "stepped", Map.of()));
        at.submit(user, id, "tenant", TENANT);
        at.submit(user, id, "credentials", KEY);
        at.submit(user, id, "prefs", Map.of());
        at.get(JdbcClient.class)
                .sql("update connections set setup_step = 'configure:0' where id = :id")
                .param("id", id.text())
                .update();
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void abortOfALaterSetupNeedsTheRightToUpdate(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ResourceId id = readyWithSetup(at);
            ActorPrincipal creator = caller(at, "creator", Installation.permission("root.**", "connections", "create"));

            assertRefused(
                    ErrorCode.PERMISSION_DENIED,
                    () -> at.get(ConnectionSetup.class).abort(creator, id));
            assertThat(read(at, id).setupStep()).isEqualTo("configure:0");
        }
    }
}
