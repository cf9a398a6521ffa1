package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.Reuse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many calls at once over two processes, whose token has to be renewed: a provider that rotates refresh tokens is asked
 * once (goal O3).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("O3")
@Tag(LongRuns.TAG)
class RefreshRaceTests {

    private static final int CALLS = 100;
    private static final Duration DUE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(30);

    @RegisterExtension
    static final ProcessStage STAGE = new ProcessStage();

    private ServerInstance first;
    private ServerInstance second;

    @BeforeAll
    void start() {
        first = STAGE.start("first", Service.API, Service.PUBLIC);
        second = STAGE.start("second", Service.API);
    }

    @BeforeEach
    void strict() {
        provider().behave(behaviour -> behaviour.withReuse(new Reuse.Strict()));
    }

    private static OAuth2Provider provider() {
        return STAGE.provider();
    }

    private String connection(Duration life) {
        provider().behave(behaviour -> behaviour.withAccessTokenLife(life));
        String id = STAGE.connect(first, first);
        provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));
        provider().traffic().clear();
        return id;
    }

    private Map<String, Integer> callTogether(String id) throws Exception {
        return Race.of(CALLS, number -> {
            Answer answer = STAGE.call(number % 2 == 0 ? first : second, id);
            return answer.status() + " " + (answer.status() == 200 ? "" : answer.body());
        });
    }

    private static void assertRenewedOnce(String id, String round) {
        assertThat(provider().traffic().tokenRequests("refresh_token"))
                .as("%s: refreshes at the provider", round)
                .isEqualTo(1);
        assertThat(STAGE.version(id)).as(round).isEqualTo(2);
        GrantView grant = provider().grants().getLast();
        assertThat(grant.ended()).as("%s: the grant lives", round).isNull();
        assertThat(grant.refreshes()).as(round).isEqualTo(1);
    }

    @Test
    void anExpiredTokenIsRenewedOnce() throws Exception {
        for (int i = 0; i < LongRuns.rounds(3, 50); i++) {
            String id = connection(DUE);

            Map<String, Integer> outcomes = callTogether(id);

            assertThat(outcomes).as("round %s", i).isEqualTo(Map.of("200 ", CALLS));
            assertRenewedOnce(id, "round " + i);
        }
    }

    @Test
    void aTokenThatTheThirdPartyRefusesIsRenewedOnce() throws Exception {
        for (int i = 0; i < LongRuns.rounds(3, 50); i++) {
            String id = connection(LONG);
            // A token younger than a minute would not be renewed for a 401.
            STAGE.execute("update oauth2_tokens set created_at = created_at - interval '2 minutes'");
            provider().expireAccessTokens();

            Map<String, Integer> outcomes = callTogether(id);

            assertThat(outcomes).as("round %s", i).isEqualTo(Map.of("200 ", CALLS));
            assertRenewedOnce(id, "round " + i);
        }
    }
}
