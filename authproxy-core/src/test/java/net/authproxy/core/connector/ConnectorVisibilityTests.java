package net.authproxy.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sees which connector and which version of it (contract 1.2, 1.3, 6.5). */
class ConnectorVisibilityTests {

    private static final ListRequest ALL = ListRequest.parse(QueryParameters.of(Map.of()));

    private static String item(String type, String namespace, String name, String more) {
        return """
                labels: {type: %s}
                namespace: %s
                display_name: %s
                logo: https://api.example.com/logo.png
                auth: {type: no-auth}
                proxy: {base_url: "https://api.example.com"}
                %s
                """.formatted(type, namespace, name, more);
    }

    private static Installation open(DatabaseKind kind) {
        Installation at = Installation.open(kind);
        at.load(item("shared", "root", "S1", ""), item("north", "root.north", "N1", ""));
        at.load(item("shared", "root", "S2", ""));
        at.load(item("shared", "root", "S3", "state: draft"));
        return at;
    }

    private static ResourceId id(Installation at, String type) {
        return new ResourceId(IdType.CONNECTOR, at.versions(type).getFirst().id());
    }

    private static ActorPrincipal caller(Installation at, String name, Permission... permissions) {
        return Installation.principal(at.actor(name, permissions));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static List<String> names(List<ConnectorSummary> items) {
        return items.stream()
                .map(item -> item.picked().definition().appearance().displayName())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void showsOneRowPerConnectorAndWhatElseThereIs(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ConnectorService connectors = at.get(ConnectorService.class);

            List<ConnectorSummary> items =
                    connectors.list(at.system(), ALL, Map.of()).items();

            assertThat(names(items)).containsExactlyInAnyOrder("S2", "N1");
            ListRequest counted = ListRequest.parse(QueryParameters.of(Map.of("include_total", "true")));
            assertThat(connectors.list(at.system(), counted, Map.of()).total()).isEqualTo(2);
            assertThat(connectors.listVersions(at.system(), counted, Map.of()).total())
                    .isEqualTo(4);
            ConnectorSummary shared = connectors.get(at.system(), id(at, "shared"));
            assertThat(shared.picked().version()).isEqualTo(2);
            assertThat(shared.versions()).isEqualTo(3);
            assertThat(shared.states()).containsExactly("archived", "draft", "primary");
            assertThat(items).contains(shared);
        }
    }

    /** Primary before draft before active before archived. */
    @ParameterizedTest
    @EnumSource
    void picksTheSameVersionInTheListAndAlone(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("a", "root", "A1", "state: draft"));
            assertPicked(at, 1);
            at.load(item("a", "root", "A2", "version: 2"));
            assertPicked(at, 2);
            at.load(item("a", "root", "A3", "version: 3"));
            assertPicked(at, 3);
        }
    }

    private static void assertPicked(Installation at, int version) {
        ConnectorService connectors = at.get(ConnectorService.class);
        assertThat(connectors.get(at.system(), id(at, "a")).picked().version()).isEqualTo(version);
        assertThat(connectors.list(at.system(), ALL, Map.of()).items())
                .singleElement()
                .satisfies(one -> assertThat(one.picked().version()).isEqualTo(version));
        assertThat(connectors
                        .list(at.system(), ALL, Map.of("state", "archived"))
                        .items())
                .as("the filter looks at the picked row")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void listsOnlyTheCallersNamespaces(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal north = caller(
                    at,
                    "north",
                    Installation.permission("root.north.**", "connectors", "list", "get", "list/versions"));
            ConnectorService connectors = at.get(ConnectorService.class);

            assertThat(names(connectors.list(north, ALL, Map.of()).items())).containsExactly("N1");
            assertThat(connectors.listVersions(north, ALL, Map.of()).items()).hasSize(1);
            assertThat(connectors.get(north, id(at, "north")).versions()).isEqualTo(1);
            assertRefused(ErrorCode.NOT_FOUND, () -> connectors.get(north, id(at, "shared")));
            assertRefused(ErrorCode.NOT_FOUND, () -> connectors.getVersion(north, id(at, "shared"), 1));
            assertRefused(ErrorCode.NOT_FOUND, () -> connectors.listVersionsOf(north, id(at, "shared"), ALL, Map.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsOnlyTheIdsOfThePermission(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal one = caller(
                    at,
                    "one",
                    new Permission(
                            "root.**",
                            List.of("connectors"),
                            List.of(id(at, "north").text()),
                            List.of("list", "get")));
            ConnectorService connectors = at.get(ConnectorService.class);

            assertThat(names(connectors.list(one, ALL, Map.of()).items())).containsExactly("N1");
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.get(one, id(at, "shared")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsMissingVerbsFromMissingObjects(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal nobody = caller(at, "nobody", Installation.permission("root.**", "connections", "get"));
            ActorPrincipal reader = caller(
                    at,
                    "reader",
                    Installation.permission("root.**", "connections", "get"),
                    Installation.permission("root.north", "connectors", "get"));
            ConnectorService connectors = at.get(ConnectorService.class);
            ResourceId unknown = new ResourceId(IdType.CONNECTOR, "cxr_00000000000000000000000009");

            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.get(nobody, unknown));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.list(nobody, ALL, Map.of()));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.listVersions(reader, ALL, Map.of()));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.getVersion(reader, unknown, 1));
            assertRefused(ErrorCode.NOT_FOUND, () -> connectors.get(reader, unknown));
            assertRefused(ErrorCode.PERMISSION_DENIED, () -> connectors.get(reader, id(at, "shared")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsVersionsByConnectorAndState(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ConnectorService connectors = at.get(ConnectorService.class);
            ResourceId shared = id(at, "shared");
            ListRequest newest = ListRequest.parse(QueryParameters.of(Map.of("order_by", "version DESC")));

            assertThat(connectors.listVersions(at.system(), ALL, Map.of()).items())
                    .hasSize(4);
            assertThat(connectors
                            .listVersionsOf(at.system(), shared, newest, Map.of())
                            .items())
                    .extracting(ConnectorVersion::version)
                    .containsExactly(3, 2, 1);
            assertThat(connectors
                            .listVersionsOf(at.system(), shared, ALL, Map.of("state", "draft"))
                            .items())
                    .extracting(ConnectorVersion::version)
                    .containsExactly(3);
            assertThat(connectors.getVersion(at.system(), shared, 1).state()).isEqualTo(VersionState.ARCHIVED);
            assertRefused(ErrorCode.NOT_FOUND, () -> connectors.getVersion(at.system(), shared, 4));
        }
    }

    /** One row after the other, so that every page boundary is crossed; versions share their connector's id. */
    @ParameterizedTest
    @EnumSource
    void pagesThroughVersionsWithoutLosingOrRepeatingOne(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ConnectorService connectors = at.get(ConnectorService.class);
            for (String order : List.of("id", "created_at", "state", "namespace DESC", "version")) {
                List<String> seen = new java.util.ArrayList<>();
                ListRequest request = ListRequest.parse(QueryParameters.of(Map.of("limit", "1", "order_by", order)));
                while (request != null && seen.size() < 10) {
                    var page = connectors.listVersions(at.system(), request, Map.of());
                    page.items().forEach(version -> seen.add(version.toString()));
                    request = page.cursor() == null
                            ? null
                            : ListRequest.parse(QueryParameters.of(Map.of("cursor", page.cursor())));
                }

                assertThat(seen).as(order).hasSize(4).doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverPrintsADefinition(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ConnectorVersion version = at.versions("shared").getFirst();

            assertThat(version.toString()).isEqualTo(version.id() + "/1");
        }
    }
}
