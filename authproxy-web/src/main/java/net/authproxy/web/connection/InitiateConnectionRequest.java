package net.authproxy.web.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code _initiate} (contract 7.1); {@code connector_id} is required. */
record InitiateConnectionRequest(
        @Nullable String connectorId,
        @Nullable Integer connectorVersion,
        @Nullable String intoNamespace,
        @Nullable String returnToUrl,
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {}
