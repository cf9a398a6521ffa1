package net.authproxy.core.shared.settings.service;

import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import org.jspecify.annotations.Nullable;

/** Block {@code logging}: the process log. */
public record LoggingSettings(
        @Doc("Form of the lines.") @Default("json") Type type,
        @Doc("Stream the lines go to.") @Default("stderr") Target to,

        @Doc("Least level that is written.") @Default("info")
        Level level,

        @Doc("Whether lines name the place in the code.") @Default("false")
        boolean source,

        @Doc("Whether tint writes without colours.") @Default("false")
        boolean noColor,

        @Doc("Pattern of the time, as of java.time; absent: ISO 8601.") @Nullable
        String timeFormat) {

    /** Form of the lines. */
    public enum Type {
        TEXT,
        JSON,
        TINT,
        NONE
    }

    /** Stream the lines go to. */
    public enum Target {
        STDERR,
        STDOUT
    }

    /** Least level that is written. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
