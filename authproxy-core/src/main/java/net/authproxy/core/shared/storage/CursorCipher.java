package net.authproxy.core.shared.storage;

/** Seals cursors so that callers can neither read nor change them (contract 1.3). Safe for use by many threads. */
public interface CursorCipher {

    /** Encrypts, bound to the list; the result uses only the URL-safe alphabet {@code A-Z a-z 0-9 - _}. */
    String seal(String listName, byte[] plain);

    /**
     * Decrypts.
     *
     * @throws IllegalArgumentException for anything that was not sealed for this list
     */
    byte[] open(String listName, String sealed);
}
