package net.authproxy.core.connector.definition;

import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.template.Template;

/**
 * A third-party service and how to authenticate to it, complete and checked, defaults applied (contract 6.1).
 *
 * @param identity what the connector is and where it belongs
 * @param appearance what users see
 * @param auth how to authenticate
 * @param proxy how calls are proxied
 * @param setup what is asked before and after authentication
 * @param probes calls that check a connection
 * @param rateLimiting how a 429 is answered
 */
public record ConnectorDefinition(
        DefinitionIdentity identity,
        Appearance appearance,
        AuthMethod auth,
        ProxyDefinition proxy,
        SetupFlow setup,
        List<ProbeDefinition> probes,
        RateLimiting rateLimiting) {

    public ConnectorDefinition {
        probes = List.copyOf(probes);
    }

    /**
     * The literal host, or the literal labels at the end of a templated host, of every URL in the definition: what the
     * default allow list is derived from (contract 9.4). Lower case, no duplicates; may hold public suffixes.
     */
    public List<String> literalHosts() {
        return DefinitionHosts.literalHosts(this);
    }

    /** The {@code proxy.allowed_hosts} as written, templates included; empty when the default applies. */
    public List<String> allowedHostEntries() {
        return proxy.allowedHosts().stream().map(Template::text).toList();
    }

    /** Where the proxy may send a credential: the entries as written, or those of the default (contract 9.4). */
    public List<String> effectiveAllowedHosts() {
        List<String> declared = allowedHostEntries();
        return declared.isEmpty() ? AllowedHosts.derivedFrom(literalHosts()).entries() : declared;
    }

    /** Hosts that get credentials outside the proxy: token, refresh, revocation, discovery, identity (contract 9.4). */
    public List<EndpointHost> endpointHosts() {
        return DefinitionHosts.endpointHosts(this);
    }

    /** The probe with that id; empty if there is none. */
    public Optional<ProbeDefinition> probe(String id) {
        return probes.stream().filter(probe -> probe.id().equals(id)).findFirst();
    }
}
