package net.authproxy.core.connector.definition;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.json.CanonicalJson;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads templates, expressions and values that may be references. */
final class ValueReader {

    private static final List<String> FORMS = List.of("value", "base64", "env_var", "env_var_base64", "path");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ValueReader() {}

    static @Nullable Template template(ObjectReader in, String key, TemplateScope scope) {
        String text = in.text(key);
        return text == null ? null : compile(text, in.path(key), in.reading(), scope);
    }

    /** A URL: compiled, and checked to be one whatever the values are. */
    static @Nullable Template url(ObjectReader in, String key, TemplateScope scope) {
        Template template = template(in, key, scope);
        if (template != null) {
            UrlTemplates.problem(template).ifPresent(problem -> in.finding(key, problem));
        }
        return template;
    }

    static Template requiredUrl(ObjectReader in, String key, TemplateScope scope) {
        if (in.required(key) == null) {
            return Template.compile("");
        }
        Template template = url(in, key, scope);
        return template == null ? Template.compile("") : template;
    }

    static Template compile(String text, DocumentPath path, Reading reading, TemplateScope scope) {
        try {
            Template template = Template.compile(text);
            reading.template(path, template, scope);
            return template;
        } catch (TemplateException e) {
            reading.finding(path, e.message());
            return Template.compile("");
        }
    }

    static @Nullable Expression expression(ObjectReader in, String key, Expression.Kind kind) {
        String source = in.text(key);
        return source == null ? null : expression(source, in.path(key), in.reading(), kind);
    }

    static Expression requiredExpression(ObjectReader in, String key, Expression.Kind kind) {
        Expression expression = in.required(key) == null ? null : expression(in, key, kind);
        return expression == null ? standIn(kind) : expression;
    }

    static Expression expression(String source, DocumentPath path, Reading reading, Expression.Kind kind) {
        try {
            return Expression.compile(source, kind);
        } catch (ExpressionException e) {
            reading.finding(path, e.message());
            return standIn(kind);
        }
    }

    private static Expression standIn(Expression.Kind kind) {
        return Expression.compile(
                switch (kind) {
                    case PREDICATE -> "true";
                    case CHOICES -> "[]";
                    case TEXT -> "''";
                },
                kind);
    }

    static @Nullable TemplatedValue templated(ObjectReader in, String key, boolean secret, TemplateScope scope) {
        JsonNode node = in.raw(key);
        return node == null ? null : templated(node, in.path(key), in.reading(), secret, scope);
    }

    /** A map of values; literal ones with a name like {@code password} are secret. */
    static Map<String, TemplatedValue> templatedMap(ObjectReader in, String key, TemplateScope scope) {
        Map<String, TemplatedValue> values = new LinkedHashMap<>();
        in.eachMember(key, (name, members) -> {
            JsonNode node = members.required(name);
            if (node != null) {
                values.put(
                        name, templated(node, members.path(name), in.reading(), SensitiveNames.contains(name), scope));
            }
        });
        return values;
    }

    /** The map under its name or under an older name; both is an error. */
    static Map<String, TemplatedValue> templatedMap(ObjectReader in, String key, String alias, TemplateScope scope) {
        return templatedMap(in, oneOf(in, key, alias), scope);
    }

    static String oneOf(ObjectReader in, String key, String alias) {
        if (in.has(key) && in.has(alias)) {
            in.finding(alias, "is another name of " + key + "; give only one");
            in.raw(alias);
        }
        return in.has(alias) && !in.has(key) ? alias : key;
    }

    static TemplatedValue templated(
            JsonNode node, DocumentPath path, Reading reading, boolean secret, TemplateScope scope) {
        boolean secretText = secret && !(node.isString() && node.stringValue().contains("{{"));
        DefinitionValue value = value(node, path, reading, secretText);
        return value instanceof DefinitionValue.Literal literal
                ? new TemplatedValue(value, compile(literal.text(), path, reading, scope))
                : new TemplatedValue(value, null);
    }

    /** A value in one of its forms (contract 13.1); noted for redaction. */
    static DefinitionValue value(JsonNode node, DocumentPath path, Reading reading, boolean secret) {
        DefinitionValue value;
        if (node.isString() || node.isNumber() || node.isBoolean()) {
            value = new DefinitionValue.Literal(scalar(node), secret);
        } else {
            value = ObjectReader.Objects.of(node, path, reading)
                    .map(object -> ObjectReader.closing(object, in -> value(in, secret)))
                    .orElseGet(() -> new DefinitionValue.Literal("", secret));
        }
        reading.value(path, value);
        return value;
    }

    /** The value forms within an object that may have further members; the caller closes it. */
    static DefinitionValue value(ObjectReader in, boolean alwaysSecret) {
        if (in.has("redacted")) {
            in.reading().finding(in.path(), "there is no stored value to keep");
            List.of("redacted", "source", "fingerprint").forEach(in::raw);
            return new DefinitionValue.Literal("", true);
        }
        boolean secret = in.flag("secret", false) || alwaysSecret;
        List<String> forms = FORMS.stream().filter(in::has).toList();
        if (forms.size() != 1) {
            in.reading().finding(in.path(), "must have exactly one of " + String.join(", ", FORMS));
            FORMS.forEach(in::raw);
            in.raw("default");
            return new DefinitionValue.Literal("", secret);
        }
        return form(in, forms.getFirst(), secret);
    }

    private static DefinitionValue form(ObjectReader in, String form, boolean secret) {
        return switch (form) {
            case "value" -> {
                JsonNode node = in.required("value");
                if (node != null && node.isContainer()) {
                    in.finding("value", "must be a text, a number or a boolean");
                }
                yield new DefinitionValue.Literal(node == null || node.isContainer() ? "" : scalar(node), secret);
            }
            case "base64" -> {
                String text = in.requiredText("base64");
                requireBase64(in, "base64", text);
                yield new DefinitionValue.Base64Text(text, secret);
            }
            case "path" -> new DefinitionValue.File(in.requiredText("path"), secret);
            default -> environment(in, form, secret);
        };
    }

    private static DefinitionValue environment(ObjectReader in, String form, boolean secret) {
        String name = in.requiredText(form);
        if (!name.isEmpty() && !VARIABLE_NAME.matcher(name).matches()) {
            in.finding(form, "must be the name of an environment variable");
        }
        boolean base64 = form.equals("env_var_base64");
        JsonNode fallback = in.raw("default");
        String text = fallback == null || fallback.isContainer() ? null : scalar(fallback);
        if (fallback != null && fallback.isContainer()) {
            in.finding("default", "must be a text, a number or a boolean");
        }
        if (base64 && text != null) {
            requireBase64(in, "default", text);
        }
        return new DefinitionValue.EnvVar(name, text, base64, secret);
    }

    static void requireBase64(ObjectReader in, String key, String text) {
        try {
            Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            in.finding(key, "must be base64");
        }
    }

    private static String scalar(JsonNode node) {
        return node.isString() ? node.stringValue() : CanonicalJson.text(node);
    }
}
