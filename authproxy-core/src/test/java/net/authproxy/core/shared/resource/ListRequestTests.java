package net.authproxy.core.shared.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRequestTests {

    @Test
    void takesTheDefaultsOfContract() {
        ListRequest request = parse(Map.of());

        assertThat(request).isEqualTo(new ListRequest(100, null, null, null, LabelSelector.EVERYTHING, false));
    }

    @Test
    void readsEveryParameter() {
        ListRequest request = parse(Map.of(
                "limit", "1000",
                "order_by", "created_at DESC",
                "namespace", "root.a.**",
                "label_selector", "x=y",
                "include_total", "true"));

        assertThat(request)
                .isEqualTo(new ListRequest(
                        1000,
                        null,
                        OrderBy.descending("created_at"),
                        NamespaceMatcher.parse("root.a.**"),
                        LabelSelector.parse("x=y"),
                        true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "+5", "1.0", "ten", "99999999999999999999", "10 ", "\u0661"})
    void refusesLimitOutsideOneToThousand(String limit) {
        assertRefused(Map.of("limit", limit), ErrorCode.INVALID_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a  ASC", "a ASC ", " a", "a UP", "a asc desc", "a;b", "a,b", "a\tASC", "\"a\""})
    void refusesMalformedOrder(String order) {
        assertRefused(Map.of("order_by", order), ErrorCode.INVALID_ORDER_BY);
    }

    @Test
    void takesDirectionInAnyCase() {
        assertThat(OrderBy.parse("a")).isEqualTo(OrderBy.ascending("a"));
        assertThat(OrderBy.parse("a Asc")).isEqualTo(OrderBy.ascending("a"));
        assertThat(OrderBy.parse("a dEsC")).isEqualTo(OrderBy.descending("a"));
    }

    @Test
    void refusesUnparsableNamespaceAndSelector() {
        assertRefused(Map.of("namespace", "root.*"), ErrorCode.INVALID_NAMESPACE);
        assertRefused(Map.of("label_selector", ",x"), ErrorCode.INVALID_LABEL_SELECTOR);
        assertRefused(Map.of("include_total", "maybe"), ErrorCode.INVALID_FILTER);
    }

    @Test
    void ignoresEverythingBesideCursor() {
        ListRequest request = parse(Map.of("cursor", "abc", "limit", "0", "order_by", "?", "namespace", "*"));

        assertThat(request.cursor()).isEqualTo("abc");
    }

    @Test
    void takesEmptyParametersAsAbsent() {
        assertThat(parse(Map.of("cursor", "", "limit", "", "order_by", "", "namespace", "", "label_selector", "")))
                .isEqualTo(parse(Map.of()));
    }

    private static ListRequest parse(Map<String, String> query) {
        return ListRequest.parse(QueryParameters.of(query));
    }

    private static void assertRefused(Map<String, String> query, ErrorCode code) {
        assertThatThrownBy(() -> parse(query))
                .isInstanceOfSatisfying(
                        AuthProxyException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
