package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A provider may quote a token in its error; the log must not (security S1, S2). */
@Tag("S2")
class SafeCauseTests {

    private static final String WORDS = "invalid_grant: token rt-quoted is unknown";

    @Test
    void namesClassesAndCodesOnly() {
        TokenEndpointException refused = new TokenEndpointException(Kind.PERMANENT, "invalid_grant", WORDS, null, null);

        assertThat(SafeCause.of(new IllegalStateException(WORDS, refused)))
                .isEqualTo("IllegalStateException<-TokenEndpointException(PERMANENT,invalid_grant)");
        assertThat(SafeCause.of(new AuthProxyException(ErrorCode.UNAVAILABLE, WORDS, new RuntimeException(WORDS))))
                .isEqualTo("AuthProxyException(unavailable)<-RuntimeException");
    }

    @Test
    void aRefreshThatBreaksOffLogsNoMessageAndNoStack() {
        Logger logger = (Logger) LoggerFactory.getLogger(TokenRefresher.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (RefreshStage stage = new RefreshStage(DatabaseKind.SQLITE)) {
            stage.begin(stage.authorized("a").version());
            stage.journal.answered(
                    stage.journal.find(stage.connection, 1).orElseThrow(),
                    stage.sealed(stage.journal.find(stage.connection, 1).orElseThrow(), "b"));
            stage.at
                    .get(JdbcClient.class)
                    .sql("update connections set deleted_at = created_at")
                    .update();

            Assertions.assertThatThrownBy(() ->
                            stage.at.get(TokenRefresher.class).refresh(stage.connection, 1, Duration.ofSeconds(20)))
                    .isInstanceOf(TokenEndpointException.class);

            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage())
                        .isEqualTo("reason=refresh_broke_off connection=" + stage.connection
                                + " cause=TokenEndpointException(CLIENT_REJECTED,client_unusable)");
                assertThat(event.getThrowableProxy()).isNull();
            });
        } finally {
            logger.detachAppender(log);
        }
    }
}
