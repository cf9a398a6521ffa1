package net.authproxy.core.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.definition.ApiKey;
import net.authproxy.core.connector.definition.Basic;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.NoAuth;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.Placement;
import net.authproxy.core.connector.definition.ProxyDefinition;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.credential.CredentialApplier;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;
import org.jspecify.annotations.Nullable;

/** Works out a {@link ProxiedConnection} from the database; runs once per connection and change. */
class ConnectionLoader {

    private static final int BODY_CREDENTIAL_BYTES = 1 << 20;
    private static final List<Placement> BEARER =
            List.of(new Placement.Bearer(Template.compile("{{credentials." + ReadyCredentials.ACCESS_TOKEN + "}}")));

    private final ConnectionStore connections;
    private final ConnectorService connectors;
    private final CredentialVault vault;
    private final AccessTokens tokens;
    private final ProxySettings settings;
    private final ValueSource values;

    ConnectionLoader(
            ConnectionStore connections,
            ConnectorService connectors,
            CredentialVault vault,
            AccessTokens tokens,
            ProxySettings settings,
            ValueSource values) {
        this.connections = connections;
        this.connectors = connectors;
        this.vault = vault;
        this.tokens = tokens;
        this.settings = settings;
        this.values = values;
    }

    /** Where definitions' references are looked up. */
    ValueSource values() {
        return values;
    }

    /** The connection; empty when it does not exist. */
    Optional<ProxiedConnection> load(String id) {
        return connections.find(id).map(this::prepare);
    }

    /** The connection as its running set-up has it: what was brought so far over what is in force. */
    ProxiedConnection loadForSetup(SealedConnection sealed) {
        Connection connection = sealed.connection();
        ConnectorDefinition definition = connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow()
                .definition();
        return render(sealed, definition, vault.openSetupConfiguration(sealed));
    }

    private ProxiedConnection prepare(SealedConnection sealed) {
        Connection connection = sealed.connection();
        ConnectorDefinition definition = connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow()
                .definition();
        try {
            return render(sealed, definition, vault.openConfiguration(sealed));
        } catch (TemplateException e) {
            return ProxiedConnection.unusable(sealed, limits(definition.proxy()), e.message());
        }
    }

    private ProxiedConnection render(
            SealedConnection sealed, ConnectorDefinition definition, Map<String, Object> configuration) {
        Connection connection = sealed.connection();
        TemplateValues rendering = TemplateValues.NONE
                .withCfg(configuration)
                .withLabels(connection.effectiveLabels().values())
                .withAnnotations(connection.annotations().values());
        List<Placement> placements = placements(definition);
        List<Decision.ConnectorHeader> plain = new ArrayList<>();
        Map<String, SecretString> secret = new HashMap<>();
        definition.proxy().headers().forEach((name, rule) -> {
            SecretString value = rule.value().renderHeader(values, rendering);
            if (rule.value().value().secret()) {
                secret.put(name, value);
            } else {
                plain.add(new Decision.ConnectorHeader(name, value.expose(), rule.enforce()));
            }
        });
        return new ProxiedConnection(
                sealed,
                allowedHosts(definition, rendering),
                baseUrl(definition.proxy().baseUrl(), rendering),
                placements,
                CredentialApplier.needsBody(placements),
                rendering,
                List.copyOf(plain),
                Map.copyOf(secret),
                limits(definition.proxy()),
                connection.effectiveLabels().values().get("type"),
                null,
                tokenUse(connection, definition));
    }

    private ProxiedConnection.@Nullable TokenUse tokenUse(Connection connection, ConnectorDefinition definition) {
        return definition.auth() instanceof OAuth2 rules
                ? new ProxiedConnection.TokenUse(
                        tokens.current(connection.id()).orElse(null),
                        rules.refresh().skew(),
                        rules.token().refreshPolicy().timeout())
                : null;
    }

    private static List<Placement> placements(ConnectorDefinition definition) {
        return switch (definition.auth()) {
            case ApiKey key -> key.placements();
            case Basic basic -> List.of(basic.placement());
            case NoAuth open -> List.of();
            case OAuth2 grant -> BEARER;
        };
    }

    private static AllowedHosts allowedHosts(ConnectorDefinition definition, TemplateValues rendering) {
        List<Template> declared = definition.proxy().allowedHosts();
        return declared.isEmpty()
                ? AllowedHosts.derivedFrom(definition.literalHosts())
                : AllowedHosts.of(declared.stream()
                        .map(entry -> entry.renderPlain(rendering))
                        .toList());
    }

    private static @Nullable BaseUrl baseUrl(@Nullable Template template, TemplateValues rendering) {
        return template == null ? null : BaseUrl.of(template.renderUrl(rendering));
    }

    private Decision.Limits limits(ProxyDefinition proxy) {
        ProxySettings.Timeouts general = settings.timeouts();
        ProxyDefinition.Timeouts own = proxy.timeouts();
        boolean declared = !own.equals(ProxyDefinition.Timeouts.DEFAULT);
        Duration connect = declared ? own.connect() : general.connect();
        Duration response = declared ? own.response() : general.response();
        Duration total = declared ? own.total() : general.total();
        return new Decision.Limits(
                connect,
                response,
                general.idle(),
                total,
                proxy.maxRequestBytes(),
                proxy.maxResponseBytes(),
                BODY_CREDENTIAL_BYTES);
    }
}
