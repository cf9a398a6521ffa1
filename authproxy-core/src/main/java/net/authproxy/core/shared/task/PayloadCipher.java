package net.authproxy.core.shared.task;

/** Encrypts payloads for the store, bound to the task's id (contract 11.1, context {@code redis:task:<id>}). */
public interface PayloadCipher {

    /** The ciphertext as text. */
    String seal(String taskId, byte[] plain);

    /**
     * The plain bytes.
     *
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code encryption_key_unavailable} or
     *     {@code unavailable} when it may work later
     * @throws RuntimeException any other: the text is not a ciphertext of this task
     */
    byte[] open(String taskId, String sealed);
}
