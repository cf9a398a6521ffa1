package net.authproxy.core.connector.definition;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads {@code setup_flow}. */
final class SetupReader {

    private static final String RESERVED = "credentials";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final Set<String> ids = new HashSet<>();
    private int steps;

    SetupFlow read(ObjectReader definition) {
        return definition.object(
                "setup_flow",
                SetupFlow.NONE,
                in -> new SetupFlow(steps(in, "preconnect", false), steps(in, "configure", true)));
    }

    private List<SetupStep> steps(ObjectReader in, String key, boolean dataSources) {
        List<SetupStep> none = List.of();
        return in.object(key, none, phase -> phase.objects("steps", step -> step(step, dataSources)));
    }

    private SetupStep step(ObjectReader in, boolean dataSources) {
        int number = steps++;
        String id = id(in);
        Head head = new Head(
                id,
                in.text("title"),
                in.text("description"),
                ValueReader.expression(in, "if", Expression.Kind.PREDICATE));
        boolean form = in.raw("json_schema") != null;
        boolean redirect = in.raw("redirect") != null;
        if (form == redirect) {
            in.reading().finding(in.path(), "must have either json_schema or redirect");
        }
        if (redirect) {
            return redirect(in, head, number);
        }
        return form(in, head, number, dataSources);
    }

    /** What all steps have. */
    private record Head(
            String id,
            @Nullable String title,
            @Nullable String description,
            @Nullable Expression condition) {}

    private String id(ObjectReader in) {
        String id = in.requiredText("id");
        if (id.equals(RESERVED)) {
            in.finding("id", "is reserved");
        } else if (!id.isEmpty() && !ID.matcher(id).matches()) {
            in.finding("id", "must be letters, digits, _ . and -");
        } else if (!id.isEmpty() && !ids.add(id)) {
            in.finding("id", "is used by another step");
        }
        return id;
    }

    private static SetupStep redirect(ObjectReader in, Head head, int number) {
        ObjectReader redirect = in.object("redirect").orElse(null);
        if (redirect == null) {
            return new SetupStep.Redirect(
                    head.id, head.title, head.description, head.condition, Template.compile(""), Map.of());
        }
        Template url = ValueReader.requiredUrl(redirect, "url", TemplateScope.redirect(number));
        Map<String, String> capture = redirect.textMap("capture");
        redirect.close();
        return new SetupStep.Redirect(head.id, head.title, head.description, head.condition, url, capture);
    }

    private SetupStep form(ObjectReader in, Head head, int number, boolean dataSources) {
        JsonNode schema = in.raw("json_schema");
        JsonNode uiSchema = in.raw("ui_schema");
        if (uiSchema != null && !uiSchema.isObject()) {
            in.finding("ui_schema", "must be an object");
        }
        Map<String, DataSource> sources = new LinkedHashMap<>();
        if (dataSources) {
            in.eachMember(
                    "data_sources",
                    (name, members) -> members.object(name)
                            .ifPresent(object -> sources.put(
                                    name, ObjectReader.closing(object, reader -> dataSource(reader, number)))));
        } else if (in.raw("data_sources") != null) {
            in.finding("data_sources", "are only for configure steps");
        }
        if (schema != null) {
            SchemaChecks.check(schema, in.path("json_schema"), in.reading());
            checkBindings(in, schema, sources.keySet());
        }
        return new SetupStep.Form(
                head.id,
                head.title,
                head.description,
                head.condition,
                schema == null ? JsonNodeFactory.instance.objectNode() : schema.deepCopy(),
                uiSchema == null ? null : uiSchema.deepCopy(),
                sources);
    }

    private static DataSource dataSource(ObjectReader in, int number) {
        RequestTemplate request = in.required("proxy_request") == null
                ? new RequestTemplate("GET", Template.compile(""), Map.of(), null)
                : in.object("proxy_request")
                        .map(object -> ObjectReader.closing(
                                object, reader -> RequestReader.request(reader, TemplateScope.dataSource(number))))
                        .orElseGet(() -> new RequestTemplate("GET", Template.compile(""), Map.of(), null));
        return new DataSource(request, ValueReader.requiredExpression(in, "transform", Expression.Kind.CHOICES));
    }

    private static void checkBindings(ObjectReader in, JsonNode schema, Set<String> sources) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode source = property.getValue().path("x-data-source");
            DocumentPath path = in.path("json_schema")
                    .member("properties")
                    .member(property.getKey())
                    .member("x-data-source");
            if (!source.isMissingNode() && !(source.isString() && sources.contains(source.stringValue()))) {
                in.reading().finding(path, "is not the name of a data source of this step");
            }
        });
    }
}
