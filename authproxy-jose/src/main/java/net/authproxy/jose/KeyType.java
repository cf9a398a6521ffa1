package net.authproxy.jose;

/** The kinds of key that can be registered (contract 4.2). */
public enum KeyType {
    RSA("rsa"),
    EC("ec"),
    ED25519("ed25519"),
    HMAC("hmac");

    private final String text;

    KeyType(String text) {
        this.text = text;
    }

    /** The spelling of the API. */
    public String text() {
        return text;
    }
}
