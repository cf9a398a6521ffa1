package net.authproxy.core.connection;

import net.authproxy.core.shared.resource.Labels;

/** What a connection inherits from its connector version. */
public record ConnectorLabels(String connectorId, int version, Labels labels) {}
