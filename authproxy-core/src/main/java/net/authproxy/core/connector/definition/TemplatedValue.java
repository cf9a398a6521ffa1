package net.authproxy.core.connector.definition;

import java.util.Set;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateValues;
import net.authproxy.core.shared.template.TemplateVariable;
import org.jspecify.annotations.Nullable;

/**
 * A value that is rendered as a template after it was resolved.
 *
 * @param value where the text comes from
 * @param template the compiled text; absent if it is known only at use
 */
public record TemplatedValue(
        DefinitionValue value, @Nullable Template template) {

    /** The variables that are known to be used; those of a referenced text are not. */
    public Set<TemplateVariable> variables() {
        return template == null ? Set.of() : template.variables();
    }

    /** The rendered text. */
    public SecretString render(ValueSource source, TemplateValues values) {
        return SecretString.of(compiled(source).renderPlain(values));
    }

    /** The rendered text, fit for a header. */
    public SecretString renderHeader(ValueSource source, TemplateValues values) {
        return SecretString.of(compiled(source).renderHeader(values));
    }

    private Template compiled(ValueSource source) {
        return template == null ? Template.compile(value.resolve(source).expose()) : template;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
