package net.authproxy.core.shared.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a whole number, both inclusive. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Range {
    /** Least allowed value. */
    long min() default 0;

    /** Greatest allowed value. */
    long max() default Integer.MAX_VALUE;
}
