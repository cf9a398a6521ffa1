package net.authproxy.core.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where a ciphertext belongs: version byte, then five length-prefixed fields (security D2). */
final class AssociatedData {

    private static final byte VERSION = 1;

    private AssociatedData() {}

    static byte[] of(Purpose purpose, String rowId, String namespace, String keyVersionId) {
        byte[][] fields = {
            utf8(purpose.label()), utf8(purpose.column()), utf8(rowId), utf8(namespace), utf8(keyVersionId)
        };
        int size = 1;
        for (byte[] field : fields) {
            size += Integer.BYTES + field.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(VERSION);
        for (byte[] field : fields) {
            out.putInt(field.length).put(field);
        }
        return out.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
