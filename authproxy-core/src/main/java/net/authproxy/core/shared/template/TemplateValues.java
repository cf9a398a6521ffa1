package net.authproxy.core.shared.template;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** The values a template may use. Immutable; prints nothing but the names. */
public final class TemplateValues {

    public static final TemplateValues NONE = new TemplateValues(Map.of(), Map.of(), Map.of(), Map.of(), null);

    private final Map<String, Object> cfg;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;
    private final Map<String, SecretString> credentials;
    private final @Nullable String returnUrl;

    private TemplateValues(
            Map<String, ?> cfg,
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, SecretString> credentials,
            @Nullable String returnUrl) {
        this.cfg = Collections.unmodifiableMap(withoutNulls(cfg));
        this.labels = Map.copyOf(labels);
        this.annotations = Map.copyOf(annotations);
        this.credentials = Map.copyOf(credentials);
        this.returnUrl = returnUrl;
    }

    /** The configuration: texts, numbers and booleans are usable, a null counts as missing. */
    public TemplateValues withCfg(Map<String, ?> values) {
        return new TemplateValues(values, labels, annotations, credentials, returnUrl);
    }

    /** The effective labels. */
    public TemplateValues withLabels(Map<String, String> values) {
        return new TemplateValues(cfg, values, annotations, credentials, returnUrl);
    }

    /** The annotations. */
    public TemplateValues withAnnotations(Map<String, String> values) {
        return new TemplateValues(cfg, labels, values, credentials, returnUrl);
    }

    /** The fields of the credential: only a placement is rendered with them. */
    public TemplateValues withCredentials(Map<String, SecretString> values) {
        return new TemplateValues(cfg, labels, annotations, values, returnUrl);
    }

    /** The address a redirect step comes back to. */
    public TemplateValues withReturnUrl(String value) {
        return new TemplateValues(cfg, labels, annotations, credentials, value);
    }

    /** The value; absent if there is none. A list or object is given as such and cannot be rendered. */
    Optional<Object> find(TemplateVariable variable) {
        return switch (variable.root()) {
            case CFG -> Optional.ofNullable(cfg.get(variable.key()));
            case LABELS -> Optional.ofNullable(labels.get(variable.key()));
            case ANNOTATIONS -> Optional.ofNullable(annotations.get(variable.key()));
            case CREDENTIALS ->
                Optional.ofNullable(credentials.get(variable.key())).map(SecretString::expose);
            case RETURN_URL -> Optional.ofNullable(returnUrl);
        };
    }

    private static Map<String, Object> withoutNulls(Map<String, ?> values) {
        Map<String, Object> present = new HashMap<>();
        values.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    @Override
    public String toString() {
        return "TemplateValues" + List.of(cfg.keySet(), labels.keySet(), annotations.keySet(), credentials.keySet());
    }
}
