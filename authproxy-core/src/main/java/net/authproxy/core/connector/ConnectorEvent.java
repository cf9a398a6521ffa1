package net.authproxy.core.connector;

import java.util.Locale;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;

/**
 * Another version of a connector is for new connections from now on. Told in the transaction of the change: what a
 * listener writes is committed with it or not at all.
 *
 * @param version the one that became primary
 * @param labels of that version
 */
public record ConnectorEvent(Kind kind, String connectorId, int version, NamespacePath namespace, Labels labels) {

    /** What happened (contract 12, webhooks). */
    public enum Kind {
        /** A draft became primary. */
        PUBLISHED,
        /** A version that had been published before did: a step back or forward. */
        PROMOTED;

        /** The name in webhooks, such as {@code connector.published}. */
        public String text() {
            return "connector." + name().toLowerCase(Locale.ROOT);
        }
    }
}
