package net.authproxy.core.shared.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import net.authproxy.core.shared.resource.LabelSelector;

/** A label selector as a condition on a column that holds labels as a JSON object: text on SQLite, jsonb on PostgreSQL. */
public final class LabelSelectorSql {

    private LabelSelectorSql() {}

    /**
     * The condition that is true exactly where {@link LabelSelector#matches} is.
     *
     * @param column trusted text, never the caller's
     */
    public static SqlFragment condition(LabelSelector selector, String column, DatabaseKind kind) {
        return SqlFragment.allOf(selector.terms().stream()
                .map(term -> condition(term, column, kind))
                .toList());
    }

    private static SqlFragment condition(LabelSelector.Term term, String column, DatabaseKind kind) {
        String value = kind == DatabaseKind.SQLITE ? "json_extract(" + column + ",?)" : "(" + column + "->>?)";
        Object key = kind == DatabaseKind.SQLITE ? jsonPath(term.key()) : term.key();
        SqlFragment present = new SqlFragment(value + " is not null", key);
        SqlFragment absent = new SqlFragment(value + " is null", key);
        return switch (term) {
            case LabelSelector.Exists exists -> present;
            case LabelSelector.Absent missing -> absent;
            case LabelSelector.OneOf oneOf -> among(value, key, "in", oneOf.values());
            case LabelSelector.NoneOf noneOf ->
                SqlFragment.anyOf(List.of(absent, among(value, key, "not in", noneOf.values())));
        };
    }

    private static SqlFragment among(String value, Object key, String operator, SortedSet<String> values) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(key);
        parameters.addAll(values);
        return new SqlFragment(
                value + " " + operator + " (" + SqlFragment.questionMarks(values.size()) + ")", parameters);
    }

    /** Valid keys hold no quote and no backslash, so quoting needs no escape, and dots stay part of the name. */
    private static String jsonPath(String key) {
        return "$.\"" + key + "\"";
    }
}
