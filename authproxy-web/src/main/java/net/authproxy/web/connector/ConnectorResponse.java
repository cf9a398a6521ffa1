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
 * @param auth how it authenticates; absent when nested in a connection
 * @param forms what it asks people for; absent when nested in a connection
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
        @Nullable ConnectorAuth auth,
        @Nullable ConnectorForms forms,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations,
        String createdAt,
        String updatedAt,
        @Nullable Integer versions,
        @Nullable SortedSet<String> states) {

    static ConnectorResponse of(ConnectorSummary summary) {
        return of(summary.picked(), summary);
    }

    /** The form nested in a connection. */
    public static ConnectorResponse nested(ConnectorVersion version) {
        return of(version, null);
    }

    private static ConnectorResponse of(ConnectorVersion version, @Nullable ConnectorSummary whole) {
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
                whole == null ? null : ConnectorAuth.of(version.definition().auth()),
                whole == null ? null : ConnectorForms.of(version.definition()),
                version.labels().values(),
                version.annotations().values(),
                Timestamps.text(version.createdAt()),
                Timestamps.text(version.updatedAt()),
                whole == null ? null : whole.versions(),
                whole == null ? null : whole.states());
    }
}
