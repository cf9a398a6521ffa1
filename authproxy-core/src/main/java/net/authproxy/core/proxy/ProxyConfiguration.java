package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.ConnectionUsage;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.TokenRefresher;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.resource.IdGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the proxy decision; without a {@link RequestLogRecorder} no rows are written. */
@Configuration(proxyBeanMethods = false)
public class ProxyConfiguration {

    @Bean
    ConnectionLoader proxiedConnectionLoader(
            ConnectionStore connections,
            ConnectorService connectors,
            CredentialVault vault,
            AccessTokens tokens,
            ProxySettings settings,
            ValueSource values) {
        return new ConnectionLoader(connections, connectors, vault, tokens, settings, values);
    }

    @Bean
    ReadyCredentials readyCredentials(CredentialVault vault, AccessTokens tokens, Changes changes, Ticker ticker) {
        return new ReadyCredentials(vault, tokens, changes, ticker);
    }

    @Bean
    TokenRenewal tokenRenewal(TokenRefresher refresher, AccessTokens tokens, ConnectionLoader loader, Clock clock) {
        return new TokenRenewal(refresher, tokens, loader, clock);
    }

    @Bean
    ConnectionCalls connectionCalls(
            ConnectionLoader loader,
            CredentialVault vault,
            AccessTokens tokens,
            TokenRenewal renewal,
            EgressPolicy egress,
            OutboundHttpClient http,
            CallLog log) {
        return new ConnectionCalls(loader, new SetupCredentials(vault, tokens, renewal), egress, http, log);
    }

    @Bean
    CallLog callLog(ObjectProvider<RequestLogRecorder> recorder, IdGenerator ids, Clock clock) {
        return new CallLog(recorder.getIfAvailable(), ids, clock);
    }

    @Bean
    CredentialWatch credentialWatch(ConnectionStore connections) {
        return new CredentialWatch(connections);
    }

    @Bean
    RequestLogTicket.Listeners callListeners(
            ObjectProvider<RequestLogRecorder> recorder, CredentialWatch watch, ConnectionUsage usage) {
        return new RequestLogTicket.Listeners(recorder.getIfAvailable(), watch, usage);
    }

    @Bean
    CallPreparation callPreparation(
            EgressPolicy egress,
            ReadyCredentials credentials,
            TokenRenewal renewal,
            RequestLogTicket.Listeners listeners,
            IdGenerator ids,
            Clock clock) {
        return new CallPreparation(egress, credentials, renewal, listeners, ids, clock);
    }

    @Bean
    ProxyService proxyService(
            CallerAuthenticator callers,
            ConnectionLoader loader,
            CallPreparation preparation,
            Changes changes,
            Ticker ticker) {
        return new ProxyService(callers, loader, preparation, changes, ticker);
    }
}
