package net.authproxy.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;

/**
 * The filters of {@code GET /audit}, checked (contract 10.5): {@code actor_id}, {@code action}, {@code resource_id},
 * {@code timestamp_range}.
 */
public final class AuditFilter {

    private static final String MOMENT =
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d))";
    private static final Pattern RANGE = Pattern.compile(MOMENT + "-" + MOMENT);
    private static final String TIMES = "timestamp_range";
    private static final int LONGEST = 255;

    private final Map<String, String> values;

    private AuditFilter(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A span of time, both ends included. */
    record TimeRange(Instant from, Instant to) {}

    /**
     * Reads the filters and collects every finding.
     *
     * @throws AuthProxyException {@code invalid_filter}
     */
    public static AuditFilter parse(QueryParameters query) {
        Map<String, Predicate<String>> checks = Map.of(
                "actor_id",
                value -> ResourceId.wellFormed(value, IdType.ACTOR),
                "action",
                value -> AuditAction.of(value).isPresent(),
                "resource_id",
                value -> value.length() <= LONGEST && value.indexOf('\0') < 0,
                TIMES,
                value -> range(value).isPresent());
        Map<String, String> values = new TreeMap<>();
        List<FieldError> findings = new ArrayList<>();
        checks.forEach((name, valid) -> {
            String value = query.present(name);
            if (value != null && valid.test(value)) {
                values.put(name, value);
            } else if (value != null) {
                findings.add(new FieldError(name, "not a valid value"));
            }
        });
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.INVALID_FILTER, "invalid filter", findings);
        }
        return new AuditFilter(values);
    }

    Map<String, String> values() {
        return values;
    }

    static Optional<TimeRange> range(String text) {
        Matcher matcher = RANGE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant from = OffsetDateTime.parse(matcher.group(1)).toInstant();
            Instant to = OffsetDateTime.parse(matcher.group(2)).toInstant();
            return Optional.of(new TimeRange(from, to)).filter(range -> !from.isAfter(to));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
