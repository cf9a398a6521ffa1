package net.authproxy.core.oauth2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;

/** Makes the client of a connection's provider. May fetch the provider's metadata, so it blocks. */
public class OAuth2Clients {

    private final ConnectorService connectors;
    private final ProviderDiscovery discovery;
    private final ValueSource source;

    OAuth2Clients(ConnectorService connectors, ProviderDiscovery discovery, ValueSource source) {
        this.connectors = connectors;
        this.discovery = discovery;
        this.source = source;
    }

    /**
     * The client.
     *
     * @param configuration the connection's values, what its running set-up has brought included
     * @throws TokenEndpointException when the provider's metadata is needed and cannot be had
     * @throws IllegalArgumentException when the connector does not speak OAuth2
     */
    public OAuth2Client of(Connection connection, Map<String, Object> configuration) {
        OAuth2Client plain = withoutDiscovery(connection, configuration);
        return new OAuth2Client(
                connection,
                plain.rules(),
                discovery.of(plain.rules(), plain.hosts()),
                plain.hosts(),
                plain.values(),
                source);
    }

    /** The same without the provider's metadata: enough to store tokens, and never blocks for long. */
    public OAuth2Client withoutDiscovery(Connection connection, Map<String, Object> configuration) {
        ConnectorDefinition definition = connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow()
                .definition();
        if (!(definition.auth() instanceof OAuth2 rules)) {
            throw new IllegalArgumentException("the connector does not speak OAuth2");
        }
        TemplateValues values = TemplateValues.NONE
                .withCfg(configuration)
                .withLabels(connection.effectiveLabels().values())
                .withAnnotations(connection.annotations().values());
        return new OAuth2Client(connection, rules, ProviderMetadata.NONE, hosts(definition, values), values, source);
    }

    /** The registrable domains that the definition names literally, and what it allows besides (contract 9.4). */
    private static AllowedHosts hosts(ConnectorDefinition definition, TemplateValues values) {
        try {
            List<String> entries = new ArrayList<>();
            if (!definition.literalHosts().isEmpty()) {
                entries.addAll(
                        AllowedHosts.derivedFrom(definition.literalHosts()).entries());
            }
            definition.proxy().allowedHosts().stream()
                    .map(entry -> entry.renderPlain(values))
                    .filter(entry -> !entry.equals("*"))
                    .forEach(entries::add);
            return AllowedHosts.of(entries);
        } catch (TemplateException | AuthProxyException e) {
            throw OAuth2Client.unusable("the list of allowed hosts " + e.getMessage(), e);
        }
    }
}
