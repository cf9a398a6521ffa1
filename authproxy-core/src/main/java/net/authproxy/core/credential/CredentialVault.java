package net.authproxy.core.credential;

import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.secret.SecretString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens stored credentials. Whoever wants them shows a {@link Destination}: egress is decided before anything is
 * decrypted (security D1).
 */
public class CredentialVault {

    private static final JsonMapper JSON = new JsonMapper();

    private final FieldCipher cipher;

    CredentialVault(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * The connection's credential fields by name.
     *
     * @param destination proof that the place they go to was checked
     * @throws AuthProxyException {@code needs_reauth} when there are none
     */
    public Map<String, SecretString> open(SealedConnection sealed, Destination destination) {
        EncryptedField field = sealed.credentials();
        if (field == null) {
            throw new AuthProxyException(
                    ErrorCode.NEEDS_REAUTH, "the connection has no usable credential: authorise it again");
        }
        Map<String, SecretString> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                read(sealed.connection(), Purpose.CONNECTION_CREDENTIALS, field).properties()) {
            fields.put(entry.getKey(), SecretString.of(entry.getValue().asString("")));
        }
        return fields;
    }

    /** The connection's configuration values; empty when its set-up asked for none. */
    public Map<String, Object> openConfiguration(SealedConnection sealed) {
        EncryptedField field = sealed.configuration();
        if (field == null) {
            return Map.of();
        }
        Map<String, Object> values = new HashMap<>();
        JsonNode configuration = read(sealed.connection(), Purpose.CONNECTION_CONFIGURATION, field);
        configuration
                .properties()
                .forEach(entry -> values.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Object.class)));
        return values;
    }

    private JsonNode read(Connection connection, Purpose purpose, EncryptedField field) {
        return JSON.readTree(cipher.open(purpose, connection.namespace(), connection.id(), field));
    }
}
