package net.authproxy.core.audit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The newest sealed row.
 *
 * @param seq 0 before there is any
 * @param hash {@link ChainHash#GENESIS} before there is any
 */
record ChainHead(long seq, String hash) {

    static final ChainHead NONE = new ChainHead(0, ChainHash.GENESIS);

    String sealed(ChainHeadCipher cipher) {
        return cipher.seal((seq + " " + hash).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Opens a stored head.
     *
     * @param seq the number that stands beside it in the clear
     * @throws BrokenChainException when the two do not belong together or it was not sealed by this installation
     */
    static ChainHead open(long seq, @Nullable String sealed, ChainHeadCipher cipher) {
        if (sealed == null && seq == 0) {
            return NONE;
        }
        try {
            String plain = sealed == null ? "" : new String(cipher.open(sealed), StandardCharsets.US_ASCII);
            if (plain.startsWith(seq + " ")) {
                return new ChainHead(seq, plain.substring(plain.indexOf(' ') + 1));
            }
        } catch (IllegalArgumentException e) {
            throw new BrokenChainException("the head of the audit chain does not open", seq, e);
        }
        throw new BrokenChainException("the head of the audit chain is of another row", seq, null);
    }
}
