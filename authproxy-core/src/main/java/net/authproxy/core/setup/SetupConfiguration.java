package net.authproxy.core.setup;

import java.security.SecureRandom;
import java.time.Clock;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.authentication.HandOffTokens;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.disconnect.ConnectionDisconnector;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.AuthorizationStates;
import net.authproxy.core.oauth2.AuthorizationUrls;
import net.authproxy.core.oauth2.CodeExchange;
import net.authproxy.core.oauth2.OAuth2Clients;
import net.authproxy.core.oauth2.TokenRevoker;
import net.authproxy.core.probe.ProbeRunner;
import net.authproxy.core.proxy.ConnectionCalls;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.settings.service.ConnectionsSettings;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the set-up feature; expects {@link SetupUrls} as a bean. */
@Configuration(proxyBeanMethods = false)
public class SetupConfiguration {

    @Bean
    RunningSetups runningSetups(ConnectionStore connections, ConnectorService connectors, CredentialVault vault) {
        return new RunningSetups(connections, connectors, vault);
    }

    @Bean
    SetupAudit setupAudit(AuditTrail audit, ConnectionStore connections) {
        return new SetupAudit(audit, connections);
    }

    @Bean
    RoundTrips roundTrips(
            SetupUrls urls,
            OAuth2Clients clients,
            AuthorizationUrls requests,
            AuthorizationStates states,
            HandOffTokens tokens,
            OAuthSettings settings) {
        return new RoundTrips(urls, clients, requests, states, tokens, settings.initiateToRedirectTtl());
    }

    @Bean
    SetupEngine.Infrastructure setupInfrastructure(TransactionTemplate transaction, TaskQueue queue, Clock clock) {
        return new SetupEngine.Infrastructure(transaction, queue, clock);
    }

    @Bean
    SetupEngine setupEngine(
            RunningSetups setups,
            ConnectionStore connections,
            RoundTrips trips,
            AccessTokens tokens,
            OAuth2Clients clients,
            SetupEngine.Infrastructure infrastructure) {
        return new SetupEngine(setups, connections, trips, tokens, clients, infrastructure);
    }

    @Bean
    AuthPhase.Provider setupProvider(
            OAuth2Clients clients, CodeExchange exchange, TokenRevoker revoker, CredentialVault vault) {
        return new AuthPhase.Provider(clients, exchange, revoker, vault);
    }

    @Bean
    AuthPhase authPhase(
            SetupEngine engine,
            ConnectionStore connections,
            ConnectionCalls calls,
            AuthPhase.Provider provider,
            AccessTokens tokens,
            TransactionTemplate transaction,
            Clock clock) {
        return new AuthPhase(engine, connections, new Accounts(calls), provider, tokens, transaction, clock);
    }

    @Bean
    GrantEnd grantEnd(ConnectionStore connections, AccessTokens tokens, ConnectionDisconnector disconnector) {
        return new GrantEnd(connections, tokens, disconnector);
    }

    @Bean
    ConnectionSetup.Surroundings setupSurroundings(
            ConnectionStore connections,
            NamespaceService namespaces,
            ConnectionCalls calls,
            GrantEnd ending,
            SetupUrls urls,
            SetupAudit audit,
            IdGenerator ids) {
        return new ConnectionSetup.Surroundings(
                new SetupValues(connections),
                new TargetNamespace(namespaces),
                new DataSources(calls),
                ending,
                urls,
                audit,
                ids);
    }

    @Bean
    ConnectionSetup connectionSetup(
            ConnectorService connectors,
            ConnectionStore connections,
            RunningSetups setups,
            SetupEngine engine,
            AuthPhase auth,
            ConnectionSetup.Surroundings around,
            TransactionTemplate transaction) {
        return new ConnectionSetup(connectors, connections, setups, engine, auth, around, transaction);
    }

    @Bean
    AuthorizationFlow authorizationFlow(
            AuthorizationStates states,
            RunningSetups setups,
            SetupEngine engine,
            AuthPhase auth,
            ActorService actors,
            AuthorizationFlow.Parts parts) {
        return new AuthorizationFlow(states, setups, engine, auth, actors, parts);
    }

    @Bean
    AuthorizationFlow.Parts authorizationFlowParts(
            ConnectionStore connections, SetupUrls urls, SecureRandom random, SetupAudit audit) {
        return new AuthorizationFlow.Parts(new SetupValues(connections), urls, new FlowCookies(random), audit);
    }

    @Bean
    VerifyConnection verifyConnection(
            RunningSetups setups,
            SetupEngine engine,
            ProbeRunner probes,
            ConnectionStore connections,
            AccessTokens tokens,
            TokenRevoker revoker) {
        return new VerifyConnection(setups, engine, probes, connections, tokens, revoker);
    }

    @Bean
    ResumableWork resumableVerifications(VerifyConnection verify, TaskQueue queue) {
        return new ResumableVerifications(verify, queue);
    }

    @Bean
    TaskHandler endStaleSetups(
            ConnectionStore connections,
            RunningSetups setups,
            GrantEnd ending,
            TransactionTemplate transaction,
            ConnectionsSettings settings,
            Clock clock) {
        return new EndStaleSetups(connections, setups, ending, transaction, settings.setupTtl(), clock);
    }

    @Bean
    Schedule endStaleSetupsSchedule() {
        return Schedule.of(NewTask.of(EndStaleSetups.TYPE, "{}"), "@hourly");
    }
}
