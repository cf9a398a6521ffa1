package net.authproxy.core.shared.task;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Payloads hold ids only; what does not look like one is masked before an operator sees it. A member is masked by its
 * name or when its text is long or has the form of a token.
 */
final class PayloadMask {

    private static final String MASK = "***";
    private static final int LONGEST = 128;
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(secret|token|password|passwd|credential|authorization|cookie|api_?key|private_?key|assertion|code).*");
    private static final Pattern ID_NAME = Pattern.compile("(?i).*_?(id|version|type|kind)");
    private static final Pattern SECRET_FORM = Pattern.compile(
            "(?is)(eyJ[\\w-]+\\..*|(bearer|basic) .+|-----BEGIN.*|(gh[pousr]|xox[abp]|sk|pk)[_-].{16,})");
    private static final JsonMapper JSON = new JsonMapper();

    private PayloadMask() {}

    /** The payload as an operator may see it; masked as a whole when it is no JSON. */
    static String masked(String payload) {
        try {
            return JSON.writeValueAsString(masked("", JSON.readTree(payload)));
        } catch (JacksonException noJson) {
            return MASK;
        }
    }

    private static JsonNode masked(String name, JsonNode node) {
        if (SECRET_NAME.matcher(name).matches() && !ID_NAME.matcher(name).matches()) {
            return StringNode.valueOf(MASK);
        }
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode shown = JSON.createObjectNode();
                object.properties()
                        .forEach(member -> shown.set(member.getKey(), masked(member.getKey(), member.getValue())));
                yield shown;
            }
            case ArrayNode array -> {
                ArrayNode shown = JSON.createArrayNode();
                array.forEach(item -> shown.add(masked("", item)));
                yield shown;
            }
            default -> looksSecret(node) ? StringNode.valueOf(MASK) : node;
        };
    }

    private static boolean looksSecret(JsonNode node) {
        String text = node.isString() ? node.stringValue() : "";
        return text.length() > LONGEST || SECRET_FORM.matcher(text).matches();
    }
}
