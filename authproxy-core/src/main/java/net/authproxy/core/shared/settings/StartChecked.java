package net.authproxy.core.shared.settings;

/** A block that refuses to start with dangerous values (security K1); called when all blocks are bound. */
public interface StartChecked {

    /** Adds each refusal; the scope is this block's own place in the file. */
    void checkStart(StartContext context, Findings findings);
}
