package net.authproxy.core.setup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.FormSchema;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks what a form brought and stores it: credentials on their own, everything else merged into the configuration. */
class SetupValues {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionStore connections;
    private final FieldCipher cipher;

    SetupValues(ConnectionStore connections, FieldCipher cipher) {
        this.connections = connections;
        this.cipher = cipher;
    }

    void store(SealedConnection connection, SetupPlan.Step step, JsonNode data) {
        List<FieldError> findings = step.schema().validate(data);
        if (!findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.VALIDATION_FAILED, "the form is not complete", findings);
        }
        ObjectNode named = onlyNamed(step.schema(), data);
        String id = connection.connection().id();
        if (step.isCredentials()) {
            connections.storeCredentials(id, bytes(named));
            return;
        }
        ObjectNode merged = configuration(connection);
        named.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        connections.storeConfiguration(id, bytes(merged));
    }

    /** Only names in the schema's top-level properties count (contract 7.2). */
    private static ObjectNode onlyNamed(FormSchema schema, JsonNode data) {
        ObjectNode named = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            if (schema.names().contains(entry.getKey())) {
                named.set(entry.getKey(), entry.getValue());
            }
        }
        return named;
    }

    private ObjectNode configuration(SealedConnection connection) {
        EncryptedField stored = connection.configuration();
        if (stored == null) {
            return JSON.createObjectNode();
        }
        byte[] plain = cipher.open(
                Purpose.CONNECTION_CONFIGURATION,
                connection.connection().namespace(),
                connection.connection().id(),
                stored);
        return (ObjectNode) JSON.readTree(plain);
    }

    private static byte[] bytes(ObjectNode values) {
        return JSON.writeValueAsString(values).getBytes(StandardCharsets.UTF_8);
    }
}
