package net.authproxy.core.shared.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link KeysetPredicate} is for criteria, for SQL; the column names are trusted text. */
record KeysetSql(OrderField<?> field, OrderField<?> id, boolean descending) {

    String orderBy() {
        String direction = descending ? " desc" : " asc";
        String nulls = field.nullable() ? (descending ? " nulls last" : " nulls first") : "";
        return field.path() + direction + nulls + (isById() ? "" : ", " + id.path() + direction);
    }

    /** The rows that come after this one. */
    SqlFragment behind(ListPosition.Key last) {
        SqlFragment idBehind =
                new SqlFragment(id.path() + beyond() + "?", id.decode().apply(last.id()));
        if (isById()) {
            return idBehind;
        }
        @Nullable String value = last.value();
        if (value == null) {
            SqlFragment sameNull = SqlFragment.allOf(List.of(new SqlFragment(field.path() + " is null"), idBehind));
            return descending
                    ? sameNull
                    : SqlFragment.anyOf(List.of(sameNull, new SqlFragment(field.path() + " is not null")));
        }
        Object decoded = field.decode().apply(value);
        SqlFragment behind = SqlFragment.allOf(List.of(
                new SqlFragment(field.path() + beyond() + "=?", decoded),
                SqlFragment.anyOf(List.of(new SqlFragment(field.path() + beyond() + "?", decoded), idBehind))));
        return field.nullable() && descending
                ? SqlFragment.anyOf(List.of(behind, new SqlFragment(field.path() + " is null")))
                : behind;
    }

    private boolean isById() {
        return field.path().equals(id.path());
    }

    private String beyond() {
        return descending ? "<" : ">";
    }
}
