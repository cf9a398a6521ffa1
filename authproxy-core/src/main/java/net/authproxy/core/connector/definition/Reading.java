package net.authproxy.core.connector.definition;

import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.template.Template;

/** What is noted while one definition is read: findings, warnings, and the places later checks come back to. */
final class Reading {

    private static final int MAX_FINDINGS = 200;

    private final List<FieldError> findings = new ArrayList<>();
    private final List<FieldError> warnings = new ArrayList<>();
    private final List<TemplateUse> templates = new ArrayList<>();
    private final List<ValueSite> values = new ArrayList<>();
    private final List<KeyUse> configurationKeys = new ArrayList<>();

    /** A template and where it stands. */
    record TemplateUse(DocumentPath path, Template template, TemplateScope scope) {}

    /** A value and where it stands. */
    record ValueSite(DocumentPath path, DefinitionValue value) {}

    /** A place that names a configuration key without a template. */
    record KeyUse(DocumentPath path, String key) {}

    void finding(DocumentPath path, String message) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new FieldError(path.text(), message));
        }
    }

    void warning(DocumentPath path, String message) {
        warnings.add(new FieldError(path.text(), message));
    }

    void template(DocumentPath path, Template template, TemplateScope scope) {
        templates.add(new TemplateUse(path, template, scope));
    }

    void value(DocumentPath path, DefinitionValue value) {
        values.add(new ValueSite(path, value));
    }

    void configurationKey(DocumentPath path, String key) {
        configurationKeys.add(new KeyUse(path, key));
    }

    List<FieldError> findings() {
        return findings;
    }

    List<FieldError> warnings() {
        return warnings;
    }

    List<TemplateUse> templates() {
        return templates;
    }

    List<ValueSite> values() {
        return values;
    }

    List<KeyUse> configurationKeys() {
        return configurationKeys;
    }
}
