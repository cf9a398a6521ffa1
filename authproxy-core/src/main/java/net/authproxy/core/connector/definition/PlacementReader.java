package net.authproxy.core.connector.definition;

import java.util.List;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateVariable;
import tools.jackson.databind.JsonNode;

/** Reads where a credential goes. */
final class PlacementReader {

    private final ObjectReader auth;
    private final List<String> fields;

    PlacementReader(ObjectReader auth, List<String> fields) {
        this.auth = auth;
        this.fields = fields;
    }

    List<Placement> read(String key) {
        JsonNode node = auth.required(key);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            return ObjectReader.Objects.of(node, auth.path(key), auth.reading()).stream()
                    .map(object -> ObjectReader.closing(object, this::placement))
                    .toList();
        }
        if (node.isEmpty()) {
            auth.finding(key, "must not be empty");
        }
        return auth.objects(key, this::placement);
    }

    private Placement placement(ObjectReader in) {
        String type = in.requiredText("type");
        return switch (type) {
            case "bearer" -> new Placement.Bearer(template(in, first()));
            case "basic" -> new Placement.Basic(template(in, userAndPassword()));
            case "header" -> new Placement.Header(headerName(in), in.text("prefix", ""), template(in, first()));
            case "query" -> new Placement.Query(in.requiredText("name"), template(in, first()));
            case "body" -> new Placement.Body(in.requiredText("name"), template(in, first()));
            case "cookie" -> new Placement.Cookie(headerName(in), template(in, first()));
            default -> {
                if (!type.isEmpty()) {
                    in.finding("type", "must be one of bearer, header, query, body, cookie, basic");
                }
                in.ignoreRest();
                yield new Placement.Bearer(Template.compile(""));
            }
        };
    }

    /** Also of a cookie: RFC 6265 4.1.1 asks for the same characters. */
    private static String headerName(ObjectReader in) {
        String name = in.requiredText("name");
        if (!name.isEmpty()) {
            RequestReader.checkName(in, in.path("name"), name);
        }
        return name;
    }

    private Template template(ObjectReader in, String fallback) {
        String text = in.text("template", fallback);
        Template template = ValueReader.compile(text, in.path("template"), in.reading(), TemplateScope.PLACEMENT);
        template.variables().stream()
                .filter(variable -> variable.root() == TemplateVariable.Root.CREDENTIALS)
                .filter(variable -> !fields.contains(variable.key()))
                .forEach(variable -> in.finding("template", "unknown field " + variable.key()));
        return template;
    }

    private String first() {
        return fields.isEmpty() ? "" : "{{credentials." + fields.getFirst() + "}}";
    }

    private static String userAndPassword() {
        return "{{credentials.username}}:{{credentials.password}}";
    }
}
