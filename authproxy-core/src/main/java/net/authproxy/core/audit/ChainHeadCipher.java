package net.authproxy.core.audit;

/**
 * Seals the end of the chain with a key that is not in the database: without it whoever owns the database could cut off
 * the newest rows, or compute the whole chain again. The encryption feature has the key.
 */
public interface ChainHeadCipher {

    /** The sealed form, as JSON. */
    String seal(byte[] plain);

    /**
     * Opens it.
     *
     * @throws IllegalArgumentException when it was not sealed here for this purpose
     */
    byte[] open(String sealed);
}
