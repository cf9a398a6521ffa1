package net.authproxy.jose;

/**
 * A key text or secret that we do not take. The reason is one sentence for the person who sent it and never holds any
 * part of what was sent (contract 4.2).
 */
public sealed class KeyRejectedException extends RuntimeException permits PassphraseRequiredException {

    private final String reason;

    public KeyRejectedException(String reason) {
        // The causes of BouncyCastle and the JDK may quote their input, so none is kept.
        super(reason);
        this.reason = reason;
    }

    /** What is wrong, safe to show. */
    public String reason() {
        return reason;
    }
}
