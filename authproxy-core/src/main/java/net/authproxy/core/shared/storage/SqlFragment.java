package net.authproxy.core.shared.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of SQL with the values of its question marks. Values are never part of the text.
 *
 * @param sql a condition
 * @param parameters in the order of the question marks
 */
public record SqlFragment(String sql, List<Object> parameters) {

    public static final SqlFragment TRUE = new SqlFragment("1=1");
    public static final SqlFragment FALSE = new SqlFragment("1=0");

    public SqlFragment {
        parameters = List.copyOf(parameters);
    }

    public SqlFragment(String sql, Object... parameters) {
        this(sql, List.of(parameters));
    }

    /** All must hold; none at all hold. */
    public static SqlFragment allOf(List<SqlFragment> conditions) {
        return joined(conditions.stream().filter(condition -> !condition.equals(TRUE)), " and ", TRUE);
    }

    /** One must hold; of none, none does. */
    public static SqlFragment anyOf(List<SqlFragment> conditions) {
        return conditions.contains(TRUE) ? TRUE : joined(conditions.stream(), " or ", FALSE);
    }

    /** The column has one of the values, of which there is at least one. */
    public static SqlFragment in(String column, Iterable<?> values) {
        List<Object> parameters = new ArrayList<>();
        values.forEach(parameters::add);
        return new SqlFragment(column + " in (" + questionMarks(parameters.size()) + ")", parameters);
    }

    static String questionMarks(int count) {
        return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(","));
    }

    private static SqlFragment joined(Stream<SqlFragment> conditions, String operator, SqlFragment none) {
        List<SqlFragment> parts = conditions.toList();
        if (parts.size() <= 1) {
            return parts.isEmpty() ? none : parts.getFirst();
        }
        return new SqlFragment(
                parts.stream().map(SqlFragment::sql).collect(Collectors.joining(operator, "(", ")")),
                parts.stream().flatMap(part -> part.parameters().stream()).toList());
    }
}
