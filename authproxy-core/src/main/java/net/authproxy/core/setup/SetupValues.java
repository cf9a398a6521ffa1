package net.authproxy.core.setup;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.definition.FormSchema;
import net.authproxy.core.credential.StagedSetup;
import net.authproxy.core.setup.SetupPlan.Kind;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks what a step brought and stores it: credentials on their own, everything else merged into the configuration. In a
 * first set-up at its place, later apart from what is in force.
 */
class SetupValues {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionStore connections;

    SetupValues(ConnectionStore connections) {
        this.connections = connections;
    }

    void store(RunningSetup setup, Step step, JsonNode data) {
        FormSchema schema = step.requiredSchema();
        List<FieldError> findings = schema.validate(data);
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.VALIDATION_FAILED, "the form is not complete", findings);
        }
        ObjectNode named = onlyNamed(schema, data);
        if (step.kind() != Kind.CREDENTIALS) {
            merge(setup, named);
        } else if (setup.isFirst()) {
            connections.storeCredentials(setup.id(), bytes(named));
        } else {
            connections.stage(
                    setup.id(), setup.requiredStaged().withCredentials(named).toBytes());
        }
    }

    /** Puts values into the configuration, staged where the connection works already. */
    void merge(RunningSetup setup, ObjectNode values) {
        if (setup.isFirst()) {
            Map<String, JsonNode> members = new HashMap<>();
            values.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
            connections.mergeConfiguration(setup.id(), members);
        } else {
            StagedSetup staged = setup.requiredStaged().withConfiguration(values);
            connections.stage(setup.id(), staged.toBytes());
        }
    }

    /** Only names in the schema's top-level properties count (contract 7.2). */
    private static ObjectNode onlyNamed(FormSchema schema, JsonNode data) {
        Set<String> names = schema.names();
        ObjectNode named = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            if (names.contains(entry.getKey())) {
                named.set(entry.getKey(), entry.getValue());
            }
        }
        return named;
    }

    /** What the form can show of what is known already: no secrets. */
    static ObjectNode known(RunningSetup setup, Step step) {
        ObjectNode known = JSON.createObjectNode();
        if (step.kind() == Kind.CREDENTIALS) {
            return known;
        }
        Set<String> secret = step.requiredSchema().secretNames();
        for (String name : step.requiredSchema().names()) {
            Object value = setup.configuration().get(name);
            if (value != null && !secret.contains(name)) {
                known.set(name, JSON.valueToTree(value));
            }
        }
        return known;
    }

    private static byte[] bytes(ObjectNode values) {
        return JSON.writeValueAsString(values).getBytes(StandardCharsets.UTF_8);
    }
}
