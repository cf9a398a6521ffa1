package net.authproxy.web.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query parameters of a list route besides those that every list has (contract 1.3). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ListRoute {

    /** Filters, each as {@code name: what it selects}. */
    String[] filters() default {};

    /** Fields of {@code order_by}, the default first. */
    String[] orders();

    /** Items of a page unless the caller says how many. */
    int limit() default 100;

    /** Whether {@code label_selector} is taken. */
    boolean labels() default true;
}
