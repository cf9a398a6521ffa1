package net.authproxy.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A credential that is refused three times in a row makes the connection unhealthy, until a call gets through (contract 7.1). */
class CredentialWatchTests {

    private static final String CONNECTOR = """
            labels: {type: keyed}
            display_name: Keyed
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            """;

    private static final String OPEN = """
            labels: {type: open}
            display_name: Open
            logo: https://api.example.com/logo.png
            auth: {type: no-auth}
            proxy: {base_url: "https://api.example.com"}
            """;

    private Installation at;
    private ResourceId id;
    private CredentialWatch watch;

    @AfterEach
    void close() {
        watch.close();
        at.close();
    }

    private void open(DatabaseKind kind, String type) {
        at = Installation.open(kind);
        at.load(CONNECTOR, OPEN);
        id = at.connect(at.system(at.actor("alice")), type, Map.of(), Map.of("api_key", "k"));
        watch = new CredentialWatch(at.get(ConnectionStore.class));
    }

    /** As calls do: each sees the connection as it is then. */
    private void answer(int... statuses) {
        for (int status : statuses) {
            watch.note(at.get(ConnectionLoader.class).load(id.text()).orElseThrow(), status);
        }
    }

    private List<Object> health() {
        return java.util.Arrays.asList(at.column(id, "health"), at.column(id, "health_reason"));
    }

    /** Whatever was begun has been written, so that what is seen then is what there is to see. */
    private void settle() {
        watch.close();
        watch = new CredentialWatch(at.get(ConnectionStore.class));
    }

    @ParameterizedTest
    @EnumSource
    void threeRefusalsInARowMakeItUnhealthyAndASuccessHealsIt(DatabaseKind kind) {
        open(kind, "keyed");
        answer(401, 401, 401);
        await().untilAsserted(() -> assertThat(health()).containsExactly("unhealthy", "credential_rejected"));

        answer(404, 500, 401);
        settle();
        assertThat(health()).containsExactly("unhealthy", "credential_rejected");

        answer(204);
        await().untilAsserted(() -> assertThat(health()).containsExactly("healthy", null));
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherAnswerBreaksTheRow(DatabaseKind kind) {
        open(kind, "keyed");
        answer(401, 401, 200, 401, 401, 404, 401, 401, 0, 503, 401, 401);
        watch.close();

        assertThat(health()).containsExactly("unknown", null);
    }

    @ParameterizedTest
    @EnumSource
    void anotherReasonStays(DatabaseKind kind) {
        open(kind, "keyed");
        at.get(ConnectionStore.class).noteHealth(id.text(), ConnectionHealth.UNHEALTHY, "needs_reauth");

        answer(401, 401, 401, 401, 200);
        watch.close();

        assertThat(health()).containsExactly("unhealthy", "needs_reauth");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionWithoutCredentialIsNotToBlame(DatabaseKind kind) {
        open(kind, "open");
        answer(401, 401, 401, 401);
        watch.close();

        assertThat(health()).containsExactly("unknown", null);
    }
}
