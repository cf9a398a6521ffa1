package net.authproxy.core.shared.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a settings member is when the file does not name it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Default {
    /** The value as it would stand in the file, in YAML: {@code 10s}, {@code true}, {@code [type]}, {@code {}}. */
    String value();
}
