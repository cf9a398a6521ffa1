package net.authproxy.core.connector.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.core.shared.template.Template;
import tools.jackson.databind.JsonNode;

/** Reads {@code auth}. */
final class AuthReader {

    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final ObjectReader in;

    AuthReader(ObjectReader in) {
        this.in = in;
    }

    AuthMethod read() {
        String type = in.requiredText("type");
        return switch (type) {
            case "OAuth2", "oauth2" -> new OAuth2Reader(in).read();
            case "api-key" -> apiKey();
            case "basic" -> basic();
            case "no-auth" -> new NoAuth(IdentityReader.read(in), in.flag("allow_account_change", false));
            default -> unknown(type);
        };
    }

    private AuthMethod unknown(String type) {
        if (!type.isEmpty()) {
            in.finding("type", "must be one of OAuth2, api-key, basic, no-auth");
        }
        in.ignoreRest();
        return new NoAuth(null, false);
    }

    private AuthMethod apiKey() {
        JsonNode schema = in.raw("json_schema");
        if (schema != null) {
            SchemaChecks.check(schema, in.path("json_schema"), in.reading());
        }
        if (schema != null && in.has("fields")) {
            in.finding("json_schema", "give either fields or json_schema");
        }
        List<CredentialField> fields = schema == null ? fields(List.of(field("api_key", "API key", true))) : List.of();
        List<String> names = schema == null
                ? fields.stream().map(CredentialField::name).toList()
                : List.copyOf(schema.path("properties").propertyNames());
        if (names.isEmpty()) {
            in.finding(schema == null ? "fields" : "json_schema", "must ask for at least one value");
        }
        List<Placement> placements = new PlacementReader(in, names).read("placement");
        return new ApiKey(
                fields,
                schema == null ? null : schema.deepCopy(),
                placements,
                IdentityReader.read(in),
                in.flag("allow_account_change", false));
    }

    private AuthMethod basic() {
        List<CredentialField> fields =
                fields(List.of(field("username", "User name", false), field("password", "Password", true)));
        List<String> names = fields.stream().map(CredentialField::name).toList();
        if (!names.contains("username") || !names.contains("password")) {
            in.finding("fields", "must hold username and password");
        }
        String template = "{{credentials.username}}:{{credentials.password}}";
        return new Basic(
                fields,
                new Placement.Basic(Template.compile(template)),
                IdentityReader.read(in),
                in.flag("allow_account_change", false));
    }

    private static CredentialField field(String name, String title, boolean secret) {
        return new CredentialField(name, title, null, secret, true, null, null);
    }

    private List<CredentialField> fields(List<CredentialField> fallback) {
        if (in.raw("fields") == null) {
            return fallback;
        }
        List<CredentialField> fields = in.objects("fields", AuthReader::field);
        Set<String> seen = new HashSet<>();
        fields.stream()
                .filter(field -> !seen.add(field.name()))
                .forEach(field -> in.finding("fields", "has the name " + field.name() + " twice"));
        return fields;
    }

    private static CredentialField field(ObjectReader in) {
        String name = in.requiredText("name");
        if (!name.isEmpty() && !FIELD_NAME.matcher(name).matches()) {
            in.finding("name", "must be letters, digits, _ and -");
        }
        String pattern = in.text("pattern");
        if (pattern != null) {
            SchemaChecks.checkPattern(pattern, in.path("pattern"), in.reading());
        }
        return new CredentialField(
                name,
                in.text("title"),
                in.text("description"),
                in.flag("secret", true),
                in.flag("required", true),
                pattern,
                in.text("example"));
    }
}
