package net.authproxy.core.shared.settings;

import java.util.Optional;

/** What a block may know about the others when it decides whether the start is safe. */
public interface StartContext {

    /** Whether {@code dev_settings.enabled} is set. */
    boolean devEnabled();

    /** Whether every listener of every service is bound to a loopback address. */
    boolean onLoopback();

    /** Reads values, for checks on key material. */
    ValueResolver values();

    /** Another block; empty when it is absent or itself at fault. */
    <T> Optional<T> find(Class<T> type);

    /** Dangerous settings are tolerated: switched on by name, or nobody else can reach the process. */
    default boolean devMode() {
        return devEnabled() || onLoopback();
    }
}
