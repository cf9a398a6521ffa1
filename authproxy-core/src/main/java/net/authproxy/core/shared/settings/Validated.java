package net.authproxy.core.shared.settings;

/** A settings record that checks what its members mean together; called once after it is bound. */
public interface Validated {

    /** Adds what is wrong; the scope is this record's own place in the file. */
    void validate(Findings findings);
}
