package net.authproxy.web.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.SortedSet;
import net.authproxy.core.connector.ConnectorSummary;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.definition.Appearance;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A connector (contract 6.5).
 *
 * @param versions how many; absent when nested in a connection
 * @param states of all versions; absent when nested in a connection
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectorResponse(
        String id,
        int version,
        String namespace,
        String state,
        String displayName,
        @Nullable String highlight,
        @Nullable String description,
        @Nullable String statusPageUrl,
        String logo,
        boolean hasConfigure,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String createdAt,
        String updatedAt,
        @Nullable Integer versions,
        @Nullable SortedSet<String> states) {

    static ConnectorResponse of(ConnectorSummary summary) {
        return of(summary.picked(), summary.versions(), summary.states());
    }

    /** The form nested in a connection. */
    public static ConnectorResponse nested(ConnectorVersion version) {
        return of(version, null, null);
    }

    private static ConnectorResponse of(
            ConnectorVersion version, @Nullable Integer versions, @Nullable SortedSet<String> states) {
        Appearance appearance = version.definition().appearance();
        return new ConnectorResponse(
                version.id(),
                version.version(),
                version.namespace().value(),
                version.state().text(),
                appearance.displayName(),
                appearance.highlight(),
                appearance.description(),
                appearance.links().statusPage(),
                appearance.logo().asText(),
                version.definition().setup().hasConfigure(),
                version.labels().values(),
                version.annotations().values(),
                Timestamps.text(version.createdAt()),
                Timestamps.text(version.updatedAt()),
                versions,
                states);
    }
}
