package net.authproxy.core.shared.settings;

/** A value that comes from somewhere else and can be missing there. */
interface Resolvable {

    /** Adds why the value cannot be had; called once after it is bound. */
    void checkResolvable(ValueResolver values, Findings findings);
}
