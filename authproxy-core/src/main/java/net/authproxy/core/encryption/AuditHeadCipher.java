package net.authproxy.core.encryption;

import net.authproxy.core.audit.ChainHeadCipher;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Seals the end of the audit chain under the global key. */
final class AuditHeadCipher implements ChainHeadCipher {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROW = "main";

    private final FieldCipher cipher;

    AuditHeadCipher(FieldCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public String seal(byte[] plain) {
        return JSON.writeValueAsString(cipher.sealGlobal(Purpose.AUDIT_HEAD, ROW, plain));
    }

    @Override
    public byte[] open(String sealed) {
        try {
            return cipher.openGlobal(Purpose.AUDIT_HEAD, ROW, JSON.readValue(sealed, EncryptedField.class));
        } catch (UndecryptableException | JacksonException e) {
            throw new IllegalArgumentException("not a head of the audit chain", e);
        }
    }
}
