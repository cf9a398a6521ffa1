package net.authproxy.core.shared.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a record of a {@link Union} is recognised. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Variant {
    /** Its names in the discriminator; the first is the one to write. */
    String[] value() default {};

    /** Members any of which marks this variant when there is no discriminator. */
    String[] presentBy() default {};

    /** Whether a single value instead of a mapping is this variant; its only component takes the value. */
    boolean scalar() default false;

    /** Whether a list instead of a mapping is this variant; its only component takes the list. */
    boolean list() default false;
}
