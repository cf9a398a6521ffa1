package net.authproxy.core.shared.template;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name used in a template, such as {@code cfg.tenant}.
 *
 * @param root where the value comes from
 * @param key the key within it; empty for {@code return_url}
 */
public record TemplateVariable(Root root, String key) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*");

    /** Where a value comes from. */
    public enum Root {
        /** The connection's configuration. */
        CFG,
        /** The connection's effective labels. */
        LABELS,
        /** The connection's annotations. */
        ANNOTATIONS,
        /** The fields of the stored credential; only in placements. */
        CREDENTIALS,
        /** The address the user comes back to; only in redirect steps, without a key. */
        RETURN_URL
    }

    /** Reads a name as it stands in a template; empty if it is not one of the allowed forms. */
    public static Optional<TemplateVariable> parse(String name) {
        if (name.equals("return_url")) {
            return Optional.of(new TemplateVariable(Root.RETURN_URL, ""));
        }
        int dot = name.indexOf('.');
        if (dot < 0 || !KEY.matcher(name.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        String key = name.substring(dot + 1);
        return switch (name.substring(0, dot)) {
            case "cfg" -> Optional.of(new TemplateVariable(Root.CFG, key));
            case "labels" -> Optional.of(new TemplateVariable(Root.LABELS, key));
            case "annotations" -> Optional.of(new TemplateVariable(Root.ANNOTATIONS, key));
            case "credentials" -> Optional.of(new TemplateVariable(Root.CREDENTIALS, key));
            default -> Optional.empty();
        };
    }

    /** The name as it stands in a template. */
    public String name() {
        return switch (root) {
            case CFG -> "cfg." + key;
            case LABELS -> "labels." + key;
            case ANNOTATIONS -> "annotations." + key;
            case CREDENTIALS -> "credentials." + key;
            case RETURN_URL -> "return_url";
        };
    }
}
