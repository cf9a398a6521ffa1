package net.authproxy.core.setup;

import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.VersionState;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/** Which version a new connection gets: the primary one, or an active one that is named (last rows of contract 6.6). */
final class InitiableVersion {

    private InitiableVersion() {}

    static ConnectorVersion find(ConnectorService connectors, InitiateRequest request) {
        String id = request.connectorId().text();
        Integer wanted = request.connectorVersion();
        if (wanted == null) {
            return connectors.findPrimary(id).orElseThrow(() -> missing(connectors, id));
        }
        ConnectorVersion version = connectors.find(id, wanted).orElseThrow(Authorizer::notFound);
        if (version.state() != VersionState.PRIMARY && version.state() != VersionState.ACTIVE) {
            throw notAvailable("version " + wanted + " is " + version.state().text());
        }
        return version;
    }

    /**
     * Keeps the version from being put away until the running transaction ends.
     *
     * @throws AuthProxyException {@code version_not_available} when it was put away after it was found
     */
    static void hold(ConnectorService connectors, ConnectorVersion version) {
        if (!connectors.holdOffered(version.id(), version.version())) {
            throw notAvailable("version " + version.version() + " is no longer offered");
        }
    }

    private static AuthProxyException missing(ConnectorService connectors, String id) {
        return connectors.exists(id) ? notAvailable("the connector has no published version") : Authorizer.notFound();
    }

    private static AuthProxyException notAvailable(String why) {
        return new AuthProxyException(ErrorCode.VERSION_NOT_AVAILABLE, why);
    }
}
