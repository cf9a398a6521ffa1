package net.authproxy.core.oauth2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;

/** An installation with a connection that has tokens, whose provider cannot be reached, and the parts of a refresh. */
final class RefreshStage implements AutoCloseable {

    private static final String CONNECTOR = """
            labels: {type: granted}
            display_name: Granted
            logo: https://api.example.com/logo.png
            auth:
              type: OAuth2
              client_id: c1
              scopes: [{id: read, reason: Read}]
              authorization: {endpoint: "https://api.example.com/authorize"}
              token: {endpoint: "https://gone.example.com/token", refresh_timeout: 1s}
            proxy: {base_url: "https://api.example.com"}
            setup_flow:
              preconnect:
                steps: [{id: tenant, json_schema: {type: object, properties: {tenant: {type: string}}}}]
            """;

    final Installation at;
    final TokenStore tokens;
    final RefreshJournal journal;
    final AnswerSpool spool;
    final String connection;

    RefreshStage(DatabaseKind kind) {
        at = Installation.open(kind);
        at.load(CONNECTOR);
        tokens = at.get(TokenStore.class);
        journal = at.get(RefreshJournal.class);
        spool = at.get(AnswerSpool.class);
        connection = connect();
    }

    private String connect() {
        ActorPrincipal user = at.system(at.actor("alice"));
        String id = at.initiate(user, "granted", Map.of()).connectionId();
        at.get(JdbcClient.class)
                .sql("update connections set state = 'ready', setup_step = null where id = :id")
                .param("id", id)
                .update();
        return id;
    }

    SealedConnection sealed() {
        return at.get(ConnectionStore.class).find(connection).orElseThrow();
    }

    private OAuth2Client client() {
        return at.get(OAuth2Clients.class)
                .of(sealed().connection(), at.get(CredentialVault.class).openConfiguration(sealed()));
    }

    /** The pair called {@code name}, as an authorization brings it. */
    StoredToken authorized(String name) {
        return at.get(AccessTokens.class).store(client(), answer(name));
    }

    /** The pair called {@code name}, as a refresh of {@code from} brings it. */
    NewToken next(String name, StoredToken from) {
        return at.get(TokenSealer.class).row(client(), answer(name), from);
    }

    private static TokenAnswer answer(String name) {
        return new TokenAnswer(
                SecretString.of("at-" + name),
                SecretString.of("rt-" + name),
                Duration.ofMinutes(5),
                List.of("read"),
                Map.of(),
                JsonNodeFactory.instance.objectNode());
    }

    /** The answer that brings the pair called {@code name}, sealed for that attempt. */
    EncryptedField sealed(RefreshJournal.Attempt attempt, String name) {
        String body = "{\"access_token\":\"at-%s\",\"refresh_token\":\"rt-%s\",\"token_type\":\"Bearer\","
                        .formatted(name, name)
                + "\"expires_in\":300}";
        return at.get(TokenSealer.class)
                .seal(
                        sealed().connection().namespace(),
                        attempt,
                        new RawAnswer("application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    RefreshJournal.Attempt begin(int version) {
        return journal.begin(connection, version).orElseThrow();
    }

    /** The name of the present pair, and its version. */
    String present() {
        StoredToken token = tokens.current(connection).orElseThrow();
        TokenSealer sealer = at.get(TokenSealer.class);
        var namespace = sealed().connection().namespace();
        SecretString refresh = sealer.refreshToken(namespace, token);
        return token.version() + " " + sealer.accessToken(namespace, token).expose() + " "
                + (refresh == null ? "" : refresh.expose());
    }

    String health() {
        var found = sealed().connection();
        return found.health() + " " + found.healthReason();
    }

    Object journalColumn(String attempt, String column) {
        return at.get(JdbcClient.class)
                .sql("select " + column + " from oauth2_refreshes where id = :id")
                .param("id", attempt)
                .query()
                .singleRow()
                .get(column);
    }

    /** How many of so many who do this at once are told {@code true}. */
    static int winners(int runners, Callable<Boolean> work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(runners);
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
            List<Future<Boolean>> all = threads.invokeAll(java.util.Collections.nCopies(runners, () -> {
                together.await();
                return work.call();
            }));
            for (Future<Boolean> one : all) {
                won += one.get() ? 1 : 0;
            }
        }
        return won;
    }

    @Override
    public void close() {
        at.close();
    }
}
