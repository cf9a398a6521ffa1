package net.authproxy.web.connector;

import net.authproxy.core.connector.definition.ApiKey;
import net.authproxy.core.connector.definition.Basic;
import net.authproxy.core.connector.definition.ConnectorDefinition;

/**
 * What a connector asks people for.
 *
 * @param preconnect whether there are steps before authentication; some may not apply
 * @param credentials whether credentials are typed in
 * @param configure whether there are steps after authentication; some may not apply
 */
public record ConnectorForms(boolean preconnect, boolean credentials, boolean configure) {

    static ConnectorForms of(ConnectorDefinition definition) {
        return new ConnectorForms(
                !definition.setup().preconnect().isEmpty(),
                definition.auth() instanceof ApiKey || definition.auth() instanceof Basic,
                definition.setup().hasConfigure());
    }
}
