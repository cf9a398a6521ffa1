package net.authproxy.core.shared.settings;

/** The block that can switch development mode on. */
public interface DevSwitch {

    /** Whether refusals of dangerous settings are lifted. */
    boolean enabled();
}
