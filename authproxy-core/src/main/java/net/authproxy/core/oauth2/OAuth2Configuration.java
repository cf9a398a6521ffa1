package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.connection.CommittedConnections;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.encryption.EncryptedColumn;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.PurgeableRows;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires OAuth2; expects {@link OAuthSettings}, {@link SpoolDirectory} and an {@link OutboundHttpClient} as beans. */
@Configuration(proxyBeanMethods = false)
public class OAuth2Configuration {

    /** Longest wait for a place or a turn at an endpoint. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Bean
    EncryptedColumn oauth2AccessTokenColumn() {
        return new EncryptedColumn("oauth2_tokens", "encrypted_access_token");
    }

    @Bean
    EncryptedColumn oauth2RefreshTokenColumn() {
        return new EncryptedColumn("oauth2_tokens", "encrypted_refresh_token");
    }

    @Bean
    EncryptedColumn oauth2AnswerColumn() {
        return new EncryptedColumn("oauth2_refreshes", "encrypted_answer");
    }

    @Bean
    TokenStore tokenStore(JdbcClient jdbc, @Qualifier("mainDatabase") Database database, Clock clock) {
        return new TokenStore(jdbc, database.kind(), clock);
    }

    @Bean
    RefreshJournal refreshJournal(
            JdbcClient jdbc, @Qualifier("mainDatabase") Database database, IdGenerator ids, Clock clock) {
        return new RefreshJournal(jdbc, database.kind(), ids, clock);
    }

    @Bean
    TokenSealer tokenSealer(FieldCipher cipher, OAuthSettings settings, IdGenerator ids, Clock clock) {
        return new TokenSealer(cipher, settings, ids, clock);
    }

    @Bean
    TokenApplier tokenApplier(
            TokenStore tokens,
            RefreshJournal journal,
            TokenSealer sealer,
            ConnectionStore connections,
            CommittedConnections committed,
            Changes changes) {
        return new TokenApplier(tokens, journal, sealer, connections, committed, changes);
    }

    @Bean
    ProviderDiscovery providerDiscovery(EgressPolicy egress, OutboundHttpClient http, Ticker ticker) {
        return new ProviderDiscovery(egress, http, ticker);
    }

    @Bean
    OAuth2Clients oauth2Clients(ConnectorService connectors, ProviderDiscovery discovery, ValueSource source) {
        return new OAuth2Clients(connectors, discovery, source);
    }

    @Bean
    OAuthCallLog oauthCallLog(ObjectProvider<RequestLogRecorder> recorder, IdGenerator ids, Clock clock) {
        return new OAuthCallLog(recorder.getIfAvailable(), ids, clock);
    }

    @Bean
    EndpointLimits endpointLimits(OAuthSettings settings) {
        return new EndpointLimits(settings.maxCallsPerEndpoint(), PATIENCE);
    }

    @Bean
    RevocationPace revocationPace(OAuthSettings settings) {
        return new RevocationPace(settings.maxRevocationsPerSecond(), PATIENCE);
    }

    @Bean
    TokenEndpointClient tokenEndpointClient(
            EgressPolicy egress,
            OutboundHttpClient http,
            EndpointLimits limits,
            RevocationPace pace,
            OAuthCallLog log,
            IdGenerator ids,
            Clock clock) {
        return new TokenEndpointClient(egress, http, new TokenSigner(ids, clock), limits, pace, log, clock);
    }

    @Bean
    Nudges refreshNudges() {
        return new Nudges();
    }

    @Bean
    RefreshRun.Parts refreshParts(
            CommittedConnections connections,
            CredentialVault vault,
            OAuth2Clients clients,
            TokenEndpointClient endpoint,
            Nudges nudges,
            Clock clock,
            Ticker ticker) {
        return new RefreshRun.Parts(
                connections, vault, clients, endpoint, new RefreshBackoff(clock), nudges, clock, ticker);
    }

    @Bean
    RefreshRun refreshRun(
            TokenStore tokens,
            RefreshJournal journal,
            TokenApplier applier,
            TokenSealer sealer,
            AnswerSpool spool,
            MeterRegistry meters,
            RefreshRun.Parts parts) {
        Timer unsafe = Timer.builder("authproxy.token.refresh.commit")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        return new RefreshRun(tokens, journal, applier, sealer, spool, unsafe, parts);
    }

    @Bean(destroyMethod = "close")
    TokenRefresher tokenRefresher(RefreshRun run, Nudges nudges, Changes changes, MeterRegistry meters) {
        return new TokenRefresher(run, nudges, changes, meters);
    }

    @Bean
    AccessTokens accessTokens(TokenStore tokens, TokenSealer sealer, Changes changes) {
        return new AccessTokens(tokens, sealer, changes);
    }

    @Bean
    AuthorizationStates authorizationStates(
            RedisAccess redis, FieldCipher cipher, IdGenerator ids, OAuthSettings settings) {
        return new AuthorizationStates(redis, cipher, ids, settings.roundTripTtl());
    }

    @Bean
    AuthorizationUrls authorizationUrls(SecureRandom random) {
        return new AuthorizationUrls(random);
    }

    @Bean
    CodeExchange codeExchange(TokenEndpointClient endpoint, Clock clock) {
        return new CodeExchange(endpoint, clock);
    }

    @Bean
    TokenRevoker tokenRevoker(
            AccessTokens tokens, TokenSealer sealer, OAuth2Clients clients, TokenEndpointClient endpoint) {
        return new TokenRevoker(tokens, sealer, clients, endpoint);
    }

    @Bean
    AnswerSpool answerSpool(SpoolDirectory directory) {
        return new AnswerSpool(directory.path());
    }

    @Bean
    TaskHandler refreshOneToken(TokenRefresher refresher) {
        return new RefreshOneToken(refresher);
    }

    @Bean
    TaskHandler refreshExpiringTokens(TokenStore tokens, TaskQueue queue, SecureRandom random, Clock clock) {
        return new RefreshExpiringTokens(tokens, queue, random, clock);
    }

    @Bean
    Schedule refreshExpiringTokensSchedule(OAuthSettings settings) {
        Optional<Cron> cron = settings.refreshTokensInBackground()
                ? Optional.of(settings.refreshTokensCronSchedule())
                : Optional.empty();
        return Schedule.of(
                NewTask.of(RefreshExpiringTokens.TYPE, "{}").retrying(1).uniqueBy(RefreshExpiringTokens.TYPE.name()),
                () -> cron);
    }

    @Bean
    InterruptedRefreshes interruptedRefreshes(
            RefreshJournal journal, AnswerSpool spool, TokenRefresher refresher, Clock clock) {
        return new InterruptedRefreshes(journal, spool, refresher, clock);
    }

    @Bean
    TaskHandler resumeRefreshes(InterruptedRefreshes interrupted) {
        return new ResumeRefreshes(interrupted);
    }

    @Bean
    Schedule resumeRefreshesSchedule() {
        return Schedule.of(NewTask.of(ResumeRefreshes.TYPE, "{}").uniqueBy(ResumeRefreshes.TYPE.name()), "@every 10s")
                .alsoAtStart();
    }

    @Bean
    PurgeableRows purgeableRefreshes() {
        return new PurgeableRows(
                80,
                "oauth2_refreshes",
                List.of("id"),
                "(finished_at < :before or connection_id in (select id from connections where deleted_at < :before))");
    }

    @Bean
    PurgeableRows purgeableTokens() {
        return PurgeableRows.of(90, "oauth2_tokens");
    }
}
