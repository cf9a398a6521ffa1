package net.authproxy.core.connector.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * Where the user is sent to.
 *
 * @param endpoint absent if discovered
 * @param params added to, or replacing, the standard parameters; an empty optional removes one
 */
public record AuthorizationEndpoint(@Nullable Template endpoint, Map<String, Optional<TemplatedValue>> params) {

    public AuthorizationEndpoint {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
}
