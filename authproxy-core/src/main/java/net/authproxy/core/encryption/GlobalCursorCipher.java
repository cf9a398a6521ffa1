package net.authproxy.core.encryption;

import net.authproxy.core.shared.storage.CursorCipher;

/** Cursors under the global key, bound to their list: valid on every replica (contract 1.3). */
final class GlobalCursorCipher implements CursorCipher {

    private final FieldCipher cipher;

    GlobalCursorCipher(FieldCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public String seal(String listName, byte[] plain) {
        return OpaqueText.encode(cipher.sealGlobal(Purpose.CURSOR, listName, plain));
    }

    @Override
    public byte[] open(String listName, String sealed) {
        try {
            return cipher.openGlobal(Purpose.CURSOR, listName, OpaqueText.decode(sealed));
        } catch (UndecryptableException e) {
            throw new IllegalArgumentException("not a cursor of this list", e);
        }
    }
}
