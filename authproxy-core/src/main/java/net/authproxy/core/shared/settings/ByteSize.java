package net.authproxy.core.shared.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The member, a {@code long}, is a size in bytes, written as {@code 250kib} or as a plain number (contract 13.1). */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface ByteSize {
    /** Whether a share of the maximal heap such as {@code 25%} is allowed as well. */
    boolean share() default false;
}
