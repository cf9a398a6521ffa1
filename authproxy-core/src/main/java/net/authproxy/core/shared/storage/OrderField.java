package net.authproxy.core.shared.storage;

import java.time.Instant;
import java.util.function.Function;

/**
 * A column or attribute that a list can be ordered by.
 *
 * @param path attribute path of the entity, such as {@code id.version}, or the column
 * @param type Java type of the attribute
 * @param nullable whether rows may lack it; such rows come first ascending, last descending
 * @param encode the value as text, for the cursor
 * @param decode and back
 */
public record OrderField<V extends Comparable<? super V>>(
        String path, Class<V> type, boolean nullable, Function<V, String> encode, Function<String, V> decode) {

    /** Text, compared byte by byte: on PostgreSQL the column needs {@code COLLATE "C"}. */
    public static OrderField<String> text(String path) {
        return new OrderField<>(path, String.class, false, Function.identity(), Function.identity());
    }

    /** A moment. */
    public static OrderField<Instant> instant(String path) {
        return new OrderField<>(path, Instant.class, false, Instant::toString, Instant::parse);
    }

    /** A whole number that is an {@code Integer} in Java. */
    public static OrderField<Integer> integer(String path) {
        return new OrderField<>(path, Integer.class, false, String::valueOf, Integer::valueOf);
    }

    /** A whole number that is a {@code Long} in Java. */
    public static OrderField<Long> number(String path) {
        return new OrderField<>(path, Long.class, false, String::valueOf, Long::valueOf);
    }

    /** An enum that is stored by name and so is ordered by name. */
    public static <E extends Enum<E>> OrderField<E> name(String path, Class<E> type) {
        return new OrderField<>(path, type, false, Enum::name, text -> Enum.valueOf(type, text));
    }

    /** The same field where rows may lack it. */
    public OrderField<V> orNull() {
        return new OrderField<>(path, type, true, encode, decode);
    }
}
