package net.authproxy.core.connector.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One step of the setup. */
public sealed interface SetupStep {

    /** Unique over both flows. */
    String id();

    /** Heading; absent if none. */
    @Nullable
    String title();

    /** Text below it; absent if none. */
    @Nullable
    String description();

    /** The step is taken only if this holds; absent: always. */
    @Nullable
    Expression condition();

    /** The configuration keys the step fills. */
    Set<String> configurationKeys();

    /**
     * A form.
     *
     * @param schema JSON Schema 2020-12 of an object
     * @param uiSchema JSON Forms UI schema; absent if none
     * @param dataSources lists to pick from, by name
     */
    record Form(
            String id,
            @Nullable String title,
            @Nullable String description,
            @Nullable Expression condition,
            JsonNode schema,
            @Nullable JsonNode uiSchema,
            Map<String, DataSource> dataSources)
            implements SetupStep {

        public Form {
            dataSources = Collections.unmodifiableMap(new LinkedHashMap<>(dataSources));
        }

        @Override
        public Set<String> configurationKeys() {
            return Set.copyOf(schema.path("properties").propertyNames());
        }
    }

    /**
     * A visit to another page.
     *
     * @param url where the user is sent; may hold {@code {{return_url}}}
     * @param capture configuration key to name of the query parameter it is taken from on return
     */
    record Redirect(
            String id,
            @Nullable String title,
            @Nullable String description,
            @Nullable Expression condition,
            Template url,
            Map<String, String> capture)
            implements SetupStep {

        public Redirect {
            capture = Map.copyOf(capture);
        }

        @Override
        public Set<String> configurationKeys() {
            return capture.keySet();
        }
    }
}
