package net.authproxy.core.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
        return fields(read(sealed.connection(), Purpose.CONNECTION_CREDENTIALS, field));
    }

    /** What the running set-up of a ready connection has brought; empty when none runs. */
    public Optional<StagedSetup> openStaged(SealedConnection sealed) {
        EncryptedField field = sealed.staged();
        return field == null
                ? Optional.empty()
                : Optional.of(StagedSetup.parse(cipher.open(
                        Purpose.CONNECTION_STAGED,
                        sealed.connection().namespace(),
                        sealed.connection().id(),
                        field)));
    }

    /** The configuration with what a running set-up has brought over it. */
    public Map<String, Object> openSetupConfiguration(SealedConnection sealed) {
        Map<String, Object> values = new HashMap<>(openConfiguration(sealed));
        openStaged(sealed)
                .flatMap(StagedSetup::configuration)
                .ifPresent(staged -> staged.properties()
                        .forEach(
                                entry -> values.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Object.class))));
        return values;
    }

    /** Credential fields as they were submitted, for use before they are in force. */
    public static Map<String, SecretString> fields(JsonNode credentials) {
        Map<String, SecretString> fields = new HashMap<>();
        credentials
                .properties()
                .forEach(entry -> fields.put(
                        entry.getKey(), SecretString.of(entry.getValue().asString(""))));
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
