package net.authproxy.core.shared.storage;

import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.boot.model.FunctionContributor;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.type.StandardBasicTypes;

/**
 * {@code label_value(column, key)} for HQL and criteria: the value of a label, null when absent. Keys must be valid label
 * keys: a quote in one would break SQLite's JSON path.
 */
public final class LabelFunctions implements FunctionContributor {

    @Override
    public void contributeFunctions(FunctionContributions contributions) {
        var text = contributions.getTypeConfiguration().getBasicTypeRegistry().resolve(StandardBasicTypes.STRING);
        String pattern = contributions.getDialect() instanceof SQLiteDialect
                ? "json_extract(?1, '$.\"' || ?2 || '\"')"
                : "(?1 ->> ?2)";
        contributions.getFunctionRegistry().registerPattern("label_value", pattern, text);
    }
}
