package net.authproxy.jose;

/** A private key that is encrypted while no passphrase was given: ask for it and try again. */
public final class PassphraseRequiredException extends KeyRejectedException {

    public PassphraseRequiredException() {
        super("the private key is encrypted and needs a passphrase");
    }
}
