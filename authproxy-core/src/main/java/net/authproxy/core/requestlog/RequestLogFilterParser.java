package net.authproxy.core.requestlog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/** Reads the filters of the request log and collects every finding. */
final class RequestLogFilterParser {

    private static final Set<String> TYPES = Set.of("global", "proxy", "oauth", "public", "probe");
    private static final int MAX_TEXT = 2048;
    private static final int MAX_REGEX = 512;
    private static final String MOMENT =
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d))";
    private static final java.util.regex.Pattern TIME_RANGE = java.util.regex.Pattern.compile(MOMENT + "-" + MOMENT);
    private static final java.util.regex.Pattern STATUS = java.util.regex.Pattern.compile("[1-9]\\d\\d");
    private static final java.util.regex.Pattern STATUS_RANGE =
            java.util.regex.Pattern.compile("([1-9]\\d\\d)-([1-9]\\d\\d)");
    private static final java.util.regex.Pattern VERSION = java.util.regex.Pattern.compile("[1-9]\\d{0,8}");
    private static final java.util.regex.Pattern METHOD =
            java.util.regex.Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}");
    private static final java.util.regex.Pattern CONNECTOR_TYPE =
            java.util.regex.Pattern.compile("[A-Za-z0-9._*-]{1,128}");

    private final QueryParameters query;
    private final List<FieldError> findings = new ArrayList<>();

    RequestLogFilterParser(QueryParameters query) {
        this.query = query;
    }

    RequestLogFilter parse() {
        RequestLogFilter filter = new RequestLogFilter(
                text("request_type", TYPES::contains, "expected one of global, proxy, oauth, public, probe"),
                text("correlation_id", value -> value.length() <= 128, "longer than 128 characters"),
                id("connection_id", IdType.CONNECTION),
                text("connector_type", matches(CONNECTOR_TYPE), "expected letters, digits, '.', '_', '-' and '*'"),
                id("connector_id", IdType.CONNECTOR),
                connectorVersion(),
                text("method", matches(METHOD), "expected an HTTP method"),
                statusCodes(),
                timestamps(),
                text("path", value -> value.length() <= MAX_TEXT, "longer than " + MAX_TEXT + " characters"),
                text("path_regex", RequestLogFilterParser::isRegex, "not an RE2 expression of up to 512 characters"));
        refuseBoth("status_code", "status_code_range");
        refuseBoth("path", "path_regex");
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.INVALID_FILTER, "invalid filter", findings);
        }
        return filter;
    }

    private @Nullable String text(String name, Predicate<String> valid, String finding) {
        String value = query.present(name);
        if (value != null && !valid.test(value)) {
            refuse(name, finding);
            return null;
        }
        return value;
    }

    private @Nullable String id(String name, IdType type) {
        return text(
                name, value -> ResourceId.wellFormed(value, type), "expected an id that starts with " + type.prefix());
    }

    private @Nullable Integer connectorVersion() {
        String value = text("connector_version", matches(VERSION), "expected a number from 1");
        return value == null ? null : Integer.valueOf(value);
    }

    private RequestLogFilter.@Nullable StatusRange statusCodes() {
        String code = text("status_code", matches(STATUS), "expected a status from 100 to 999");
        String range = query.present("status_code_range");
        if (range == null) {
            return code == null
                    ? null
                    : new RequestLogFilter.StatusRange(Integer.parseInt(code), Integer.parseInt(code));
        }
        Matcher matcher = STATUS_RANGE.matcher(range);
        if (!matcher.matches() || matcher.group(1).compareTo(matcher.group(2)) > 0) {
            refuse("status_code_range", "expected two statuses in order, such as 200-299");
            return null;
        }
        return new RequestLogFilter.StatusRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private RequestLogFilter.@Nullable TimeRange timestamps() {
        String range = query.present("timestamp_range");
        if (range == null) {
            return null;
        }
        Matcher matcher = TIME_RANGE.matcher(range.toUpperCase(Locale.ROOT));
        if (matcher.matches()) {
            try {
                Instant from = OffsetDateTime.parse(matcher.group(1)).toInstant();
                Instant to = OffsetDateTime.parse(matcher.group(2)).toInstant();
                if (!from.isAfter(to)) {
                    return new RequestLogFilter.TimeRange(from, to);
                }
            } catch (DateTimeException e) {
                refuse("timestamp_range", "no such moment");
                return null;
            }
        }
        refuse("timestamp_range", "expected two moments in order: 2026-04-01T00:00:00Z-2026-04-02T00:00:00Z");
        return null;
    }

    private void refuseBoth(String one, String other) {
        if (query.present(one) != null && query.present(other) != null) {
            refuse(other, "not together with " + one);
        }
    }

    private void refuse(String name, String finding) {
        findings.add(new FieldError(name, finding));
    }

    private static Predicate<String> matches(java.util.regex.Pattern pattern) {
        return value -> pattern.matcher(value).matches();
    }

    private static boolean isRegex(String value) {
        if (value.length() > MAX_REGEX) {
            return false;
        }
        try {
            return Pattern.compile(value).groupCount() >= 0;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
