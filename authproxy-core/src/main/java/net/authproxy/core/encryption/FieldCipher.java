package net.authproxy.core.encryption;

import java.util.Base64;
import net.authproxy.core.shared.resource.NamespacePath;

/**
 * Seals and opens stored values (contract 11.1). A value opens only for the purpose, row and namespace it was sealed
 * for. Thread-safe.
 */
public final class FieldCipher {

    private static final String NO_NAMESPACE = "-";

    private final KeyringHolder keyrings;
    private final MessageBudget budget;
    private final AesGcm aead;

    FieldCipher(KeyringHolder keyrings, MessageBudget budget, AesGcm aead) {
        this.keyrings = keyrings;
        this.budget = budget;
        this.aead = aead;
    }

    /** Seals a value of a row in a namespace with the namespace's present key. */
    public EncryptedField seal(Purpose purpose, NamespacePath namespace, String rowId, byte[] plaintext) {
        return seal(keyrings.get().currentFor(namespace), purpose, namespace.value(), rowId, plaintext);
    }

    /**
     * Opens such a value.
     *
     * @throws UndecryptableException when it was not sealed for exactly this place, or its key is unknown
     */
    public byte[] open(Purpose purpose, NamespacePath namespace, String rowId, EncryptedField field) {
        return openIn(purpose, namespace.value(), rowId, field);
    }

    /** Seals a value that belongs to no namespace (cursor, job payload, task token) with the global key. */
    public EncryptedField sealGlobal(Purpose purpose, String id, byte[] plaintext) {
        return seal(keyrings.get().currentGlobal(), purpose, NO_NAMESPACE, id, plaintext);
    }

    /** Opens such a value; throws as {@link #open}. */
    public byte[] openGlobal(Purpose purpose, String id, EncryptedField field) {
        return openIn(purpose, NO_NAMESPACE, id, field);
    }

    private EncryptedField seal(KeyVersion key, Purpose purpose, String namespace, String rowId, byte[] plaintext) {
        budget.spend(key.id());
        byte[] context = AssociatedData.of(purpose, rowId, namespace, key.id());
        byte[] sealed = aead.seal(key.keyFor(purpose), context, plaintext);
        return new EncryptedField(key.id(), Base64.getEncoder().encodeToString(sealed));
    }

    private byte[] openIn(Purpose purpose, String namespace, String rowId, EncryptedField field) {
        KeyVersion key = keyrings.version(field.keyVersionId());
        byte[] context = AssociatedData.of(purpose, rowId, namespace, key.id());
        return AesGcm.open(key.keyFor(purpose), context, decode(field.data()));
    }

    private static byte[] decode(String data) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new UndecryptableException("not base64");
        }
    }
}
