package net.authproxy.core.requestlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogFilterTests {

    @Test
    void readsEveryFilterAndWritesItBack() {
        RequestLogFilter filter = parse(Map.of(
                "request_type", "proxy",
                "correlation_id", "cor_1",
                "connection_id", "cxn_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "connector_type", "crm*",
                "connector_id", "cxr_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "connector_version", "3",
                "method", "GET",
                "status_code_range", "200-299",
                "timestamp_range", "2026-04-01T00:00:00Z-2026-04-02T00:00:00.5+02:00",
                "path_regex", "^/v[12]/"));

        assertThat(filter.statusCodes()).isEqualTo(new RequestLogFilter.StatusRange(200, 299));
        assertThat(filter.timestamps())
                .isEqualTo(new RequestLogFilter.TimeRange(
                        Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-04-01T22:00:00.5Z")));
        assertThat(parse(filter.toParameters())).isEqualTo(filter);
    }

    @Test
    void takesOneStatusAsRange() {
        assertThat(parse(Map.of("status_code", "404")).statusCodes())
                .isEqualTo(new RequestLogFilter.StatusRange(404, 404));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request_type|admin",
                "request_type|PROXY",
                "connection_id|cxr_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "connection_id|x' or '1'='1",
                "connector_id|cxn_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "connector_type|a%",
                "connector_type|[a]",
                "connector_version|0",
                "connector_version|1.5",
                "connector_version|99999999999",
                "method|GET /",
                "status_code|99",
                "status_code|2xx",
                "status_code|1000",
                "status_code_range|299-200",
                "status_code_range|200",
                "status_code_range|200-",
                "timestamp_range|2026-04-01T00:00:00Z",
                "timestamp_range|2026-04-02T00:00:00Z-2026-04-01T00:00:00Z",
                "timestamp_range|2026-13-01T00:00:00Z-2026-14-01T00:00:00Z",
                "timestamp_range|2026-04-01-2026-04-02",
                "path_regex|a(",
                "path_regex|(?=a)",
                "path_regex|(a)\\1",
            })
    void refusesBadValue(String name, String value) {
        assertThat(refusal(Map.of(name, value)).fields())
                .extracting(FieldError::path)
                .containsExactly(name);
    }

    @Test
    void listsEveryFinding() {
        Map<String, String> query =
                new HashMap<>(Map.of("request_type", "x", "method", " x", "connector_version", "x"));
        query.putAll(Map.of("status_code", "200", "status_code_range", "200-299", "path", "/", "path_regex", "/"));

        assertThat(refusal(query).fields())
                .extracting(FieldError::path)
                .containsExactlyInAnyOrder(
                        "request_type", "method", "connector_version", "status_code_range", "path_regex");
    }

    @Test
    void ignoresFiltersBesideCursor() {
        assertThat(parse(Map.of("cursor", "abc", "request_type", "x"))).isEqualTo(RequestLogFilter.NONE);
    }

    private static RequestLogFilter parse(Map<String, String> query) {
        return RequestLogFilter.parse(QueryParameters.of(query));
    }

    private static AuthProxyException refusal(Map<String, String> query) {
        AuthProxyException[] refusal = new AuthProxyException[1];
        assertThatThrownBy(() -> parse(query)).isInstanceOfSatisfying(AuthProxyException.class, e -> refusal[0] = e);
        assertThat(refusal[0].code()).isEqualTo(ErrorCode.INVALID_FILTER);
        return refusal[0];
    }
}
