package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.EgressPolicy;
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
            ProxySettings settings,
            ValueSource values) {
        return new ConnectionLoader(connections, connectors, vault, settings, values);
    }

    @Bean
    ReadyCredentials readyCredentials(CredentialVault vault, Changes changes, Ticker ticker) {
        return new ReadyCredentials(vault, changes, ticker);
    }

    @Bean
    CallPreparation callPreparation(
            EgressPolicy egress,
            ReadyCredentials credentials,
            ObjectProvider<RequestLogRecorder> recorder,
            IdGenerator ids,
            Clock clock) {
        return new CallPreparation(egress, credentials, recorder.getIfAvailable(), ids, clock);
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
