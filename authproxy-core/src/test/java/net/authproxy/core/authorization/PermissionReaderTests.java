package net.authproxy.core.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Reading permission objects: whatever is not understood is refused (contract 4.3, security A4). */
class PermissionReaderTests {

    @Test
    void readsEveryResourceWithEveryVerbOfItsTable() {
        int pairs = 0;
        for (ResourceType resource : ResourceType.values()) {
            for (Verb verb : resource.verbs()) {
                assertThat(read("[{\"namespace\":\"root\",\"resources\":[\"" + resource.text() + "\"],\"verbs\":[\""
                                + verb.text() + "\"]}]"))
                        .containsExactly(
                                new Permission("root", List.of(resource.text()), List.of(), List.of(verb.text())));
                pairs++;
            }
        }

        assertThat(pairs).isEqualTo(51);
    }

    static Stream<String> restrictions() {
        return Stream.of(
                "null",
                "\"*\"",
                "{}",
                "42",
                "[null]",
                "[\"*\"]",
                "[{}]",
                one("\"namespace\":\"root.**\",\"resources\":[],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":null"),
                one("\"namespace\":null,\"resources\":[\"*\"],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"\",\"resources\":[\"*\"],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"*\",\"resources\":[\"*\"],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"root.**\",\"resources\":\"*\",\"verbs\":\"*\""),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"resource_ids\":null"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"resource_ids\":\"cxn_1\""),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"resource_ids\":[\"\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"resource_ids\":[null]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"resourceIds\":[\"cxn_1\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"connection\"],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"Connections\"],\"verbs\":[\"*\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"read\"]"),
                one("\"namespace\":\"root.**\",\"resources\":[\"*\"],\"verbs\":[\"*\"],\"deny\":true"));
    }

    @ParameterizedTest
    @MethodSource("restrictions")
    void anUnclearRestrictionIsRefusedAndGrantsNothing(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(AuthProxyException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
            assertThat(e.fields()).isNotEmpty();
        });
    }

    @Test
    void anEmptyListIsARestrictionToNothing() {
        PermissionSet nothing = PermissionSet.of(read("[]"), "user-1", Map.of());

        for (ResourceType resource : ResourceType.values()) {
            for (Verb verb : Verb.values()) {
                assertThat(nothing.names(resource, verb)).isFalse();
                assertThat(nothing.allows(resource, verb, "root", "id")).isFalse();
            }
        }
    }

    @Test
    void collectsEveryFinding() {
        String json = "[" + "{\"namespace\":\"root..a\",\"resources\":[\"conections\",\"actors\"],"
                + "\"verbs\":[\"gett\",\"\"],\"colour\":\"red\"},"
                + "{\"namespace\":\"root\",\"resources\":[\"actors\"],\"verbs\":[\"get\"]},"
                + "{\"resources\":[\"actors\"],\"verbs\":[]}]";

        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        e -> assertThat(e.fields())
                                .extracting(FieldError::path)
                                .containsExactlyInAnyOrder(
                                        "permissions[0].colour",
                                        "permissions[0].namespace",
                                        "permissions[0].verbs",
                                        "permissions[0].resources",
                                        "permissions[0].verbs",
                                        "permissions[2].namespace",
                                        "permissions[2].verbs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root.{{actor}}",
                "root.{{labels.}}",
                "root.{{labels.a b}}",
                "root.{{}}",
                "root.{{external_id}",
                "root.{external_id}",
                "root.{{{external_id}}}",
                "{{external_id}}",
                "root{{external_id}}",
                "root.{{external_id}}.*",
                "root.{{EXTERNAL_ID}}"
            })
    void refusesTemplatesItDoesNotKnow(String namespace) {
        assertThatThrownBy(
                        () -> read(one("\"namespace\":\"" + namespace + "\",\"resources\":[\"*\"],\"verbs\":[\"*\"]")))
                .isInstanceOf(AuthProxyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root.{{external_id}}",
                "root.{{ external_id }}.**",
                "root.{{labels.team}}.x",
                "root.{{labels.corp.example/team}}.**",
                "root.u-{{external_id}}"
            })
    void readsTemplatesItKnows(String namespace) {
        assertThat(read(one("\"namespace\":\"" + namespace + "\",\"resources\":[\"*\"],\"verbs\":[\"*\"]")))
                .hasSize(1);
    }

    private static String one(String members) {
        return "[{" + members + "}]";
    }

    private static List<Permission> read(String json) {
        return PermissionReader.read(new JsonMapper().readValue(json, Object.class), "permissions");
    }
}
