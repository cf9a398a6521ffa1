package net.authproxy.core.shared.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sealed interface of records of which one is meant: by a discriminator, or by the members that are present. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Union {
    /** The member that names the variant; empty when only the present members decide. */
    String discriminator() default "";

    /** The variant taken when nothing decides; empty when there is none. */
    String fallback() default "";
}
