package net.authproxy.core.connector.definition;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import tools.jackson.databind.JsonNode;

/** Reads a whole definition. */
final class DefinitionReader {

    private static final int MAX_LOGO = 512 * 1024;
    private static final Pattern IMAGE = Pattern.compile("image/[a-z0-9.+-]+");

    private final ObjectReader in;

    DefinitionReader(ObjectReader in) {
        this.in = in;
    }

    ConnectorDefinition read() {
        ConnectorDefinition definition = new ConnectorDefinition(
                identity(),
                appearance(),
                auth(),
                new ProxyReader().read(in),
                new SetupReader().read(in),
                new ProbeReader().read(in),
                new RateLimitReader().read(in));
        Compatibility.ignoreTimings(in);
        in.close();
        return definition;
    }

    private AuthMethod auth() {
        if (in.required("auth") == null) {
            return new NoAuth(null, false);
        }
        NoAuth none = new NoAuth(null, false);
        return in.<AuthMethod>object("auth", none, reader -> new AuthReader(reader).read());
    }

    private DefinitionIdentity identity() {
        String id = in.text("id");
        if (id != null && !ResourceId.wellFormed(id, IdType.CONNECTOR)) {
            in.finding("id", "must be a connector id");
        }
        int version = in.integer("version", 0, 1, Integer.MAX_VALUE);
        String namespace = in.text("namespace", NamespacePath.ROOT.value());
        if (!NamespacePath.isValid(namespace)) {
            in.finding("namespace", "must be a namespace path");
        }
        DefinitionIdentity.WantedState state = in.choice("state", DefinitionIdentity.WantedState.PRIMARY);
        Map<String, String> labels = in.textMap("labels");
        checked(() -> Labels.ofCaller(labels));
        Map<String, String> annotations = in.textMap("annotations");
        checked(() -> Annotations.ofCaller(annotations));
        return new DefinitionIdentity(id, version == 0 ? null : version, namespace, state, labels, annotations);
    }

    private void checked(Runnable check) {
        try {
            check.run();
        } catch (AuthProxyException e) {
            List<FieldError> fields = e.fields();
            if (fields.isEmpty()) {
                in.reading().finding(in.path(), e.message());
            }
            fields.forEach(field -> in.reading().finding(in.path(field.path()), field.message()));
        }
    }

    private Appearance appearance() {
        return new Appearance(
                in.requiredText("display_name"),
                logo(),
                in.text("highlight"),
                in.text("description"),
                new Appearance.Links(
                        in.httpsUrl("status_page_url"),
                        in.httpsUrl("marketplace_url"),
                        in.httpsUrl("developer_console_url"),
                        in.httpsUrl("oauth_client_url")));
    }

    private Logo logo() {
        JsonNode node = in.required("logo");
        if (node == null) {
            return new Logo.PublicUrl("");
        }
        if (node.isString()) {
            String url = in.httpsUrl("logo");
            return new Logo.PublicUrl(url == null ? "" : url);
        }
        Logo none = new Logo.PublicUrl("");
        return in.<Logo>object("logo", none, DefinitionReader::logo);
    }

    private static Logo logo(ObjectReader in) {
        boolean inline = in.has("mime_type") || in.has("base64");
        if (in.has("public_url") == inline) {
            in.reading().finding(in.path(), "must have either public_url or mime_type and base64");
        }
        if (!inline) {
            in.required("public_url");
            String url = in.httpsUrl("public_url");
            return new Logo.PublicUrl(url == null ? "" : url);
        }
        in.raw("public_url");
        String type = in.requiredText("mime_type");
        if (!type.isEmpty() && !IMAGE.matcher(type).matches()) {
            in.finding("mime_type", "must be an image type such as image/png");
        }
        String base64 = in.requiredLongText("base64", MAX_LOGO);
        ValueReader.requireBase64(in, "base64", base64);
        return new Logo.Inline(type, base64);
    }
}
