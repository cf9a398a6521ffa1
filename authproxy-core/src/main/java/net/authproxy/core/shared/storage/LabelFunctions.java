package net.authproxy.core.shared.storage;

import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.boot.model.FunctionContributor;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.type.StandardBasicTypes;

/**
 * {@code label_value(column, key)} for HQL and criteria: the value of a label, null when absent. {@code label_is(column,
 * key, value)}: whether the label is there with that value, which an index on the column can serve on PostgreSQL. Keys must be valid label
 * keys: a quote in one would break SQLite's JSON path.
 */
public final class LabelFunctions implements FunctionContributor {

    @Override
    public void contributeFunctions(FunctionContributions contributions) {
        var text = contributions.getTypeConfiguration().getBasicTypeRegistry().resolve(StandardBasicTypes.STRING);
        boolean sqlite = contributions.getDialect() instanceof SQLiteDialect;
        String pattern = sqlite ? "json_extract(?1, '$.\"' || ?2 || '\"')" : "(?1 ->> ?2)";
        contributions.getFunctionRegistry().registerPattern("label_value", pattern, text);
        var truth = contributions.getTypeConfiguration().getBasicTypeRegistry().resolve(StandardBasicTypes.BOOLEAN);
        contributions
                .getFunctionRegistry()
                .registerPattern(
                        "label_is",
                        sqlite
                                ? "(" + pattern + " = ?3)"
                                : "(?1 @> jsonb_build_object(cast(?2 as text), cast(?3 as text)))",
                        truth);
    }
}
