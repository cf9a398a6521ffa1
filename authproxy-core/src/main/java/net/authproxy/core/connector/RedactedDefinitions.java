package net.authproxy.core.connector;

import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.connector.definition.DefinitionSecrets;
import net.authproxy.core.encryption.EncryptionService;
import tools.jackson.databind.JsonNode;

/** Definitions as they may be read: each secret shows its source and a fingerprint (contract 6.2). */
public class RedactedDefinitions {

    private static final String KEY = "authproxy/definition-fingerprint/v1";

    private final EncryptionService encryption;

    RedactedDefinitions(EncryptionService encryption) {
        this.encryption = encryption;
    }

    /** The version's definition without any secret. */
    public JsonNode of(ConnectorVersion version) {
        return secrets(encryption).redacted(DefinitionParser.parse(version.source()));
    }

    /** The secrets of definitions under the key of this installation. */
    static DefinitionSecrets secrets(EncryptionService encryption) {
        return new DefinitionSecrets(encryption.deriveGlobal(KEY));
    }
}
