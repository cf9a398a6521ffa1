package net.authproxy.web.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.web.connector.ConnectorResponse;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A connection; configuration and credentials are never returned (contract 7.1). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectionResponse(
        String id,
        String namespace,
        String state,
        @Nullable String setupStep,
        @Nullable String setupError,
        String health,
        @Nullable String healthReason,
        @Nullable String healthCheckedAt,
        @Nullable Account account,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> effectiveLabels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        ConnectorResponse connector,
        @Nullable String lastUsedAt,
        String createdAt,
        String updatedAt) {

    /** The account at the third party. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Account(String id, @Nullable String name) {}

    static ConnectionResponse of(Connection connection, ConnectorVersion connector) {
        String account = connection.accountId();
        return new ConnectionResponse(
                connection.id(),
                connection.namespace().value(),
                connection.state().text(),
                connection.setupStep(),
                connection.setupError(),
                connection.health().text(),
                connection.healthReason(),
                connection.healthCheckedAt() == null ? null : Timestamps.text(connection.healthCheckedAt()),
                account == null ? null : new Account(account, connection.accountName()),
                connection.labels().values(),
                connection.effectiveLabels().values(),
                connection.annotations().values(),
                ConnectorResponse.nested(connector),
                connection.lastUsedAt() == null ? null : Timestamps.text(connection.lastUsedAt()),
                Timestamps.text(connection.createdAt()),
                Timestamps.text(connection.updatedAt()));
    }
}
