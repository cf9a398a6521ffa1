package net.authproxy.core.connector.definition;

import org.jspecify.annotations.Nullable;

/**
 * A host that gets credentials outside the proxy, for the egress rules (contract 9.4).
 *
 * @param path where in the definition, such as {@code auth.token.endpoint}
 * @param hostTemplate the host as written, templates included; a whole-URL variable as it stands
 * @param literalHost the literal host or its literal end; empty if nothing is literal
 * @param registrableDomain the literal registrable domain, private suffixes counted; absent if it is not literal
 * @param icannDomain the same by ICANN suffixes only; absent if it is not literal
 */
public record EndpointHost(
        String path,
        String hostTemplate,
        String literalHost,
        @Nullable String registrableDomain,
        @Nullable String icannDomain) {}
