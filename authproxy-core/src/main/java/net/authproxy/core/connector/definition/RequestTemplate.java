package net.authproxy.core.connector.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * A call the server makes by itself.
 *
 * @param method upper case
 * @param body absent if none
 */
public record RequestTemplate(
        String method,
        Template url,
        Map<String, TemplatedValue> headers,
        @Nullable RequestBody body) {

    public RequestTemplate {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
