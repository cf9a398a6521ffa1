package net.authproxy.core.lists;

import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** One condition of a selector, told apart from the product's parser: text and meaning side by side. */
record Term(String text, Predicate<Map<String, String>> meaning) {

    static Term random(Random random) {
        String key = ListModelTests.pick(random, "env", "tier", "example.com/x", "none");
        String value = ListModelTests.pick(random, "a", "b", "A");
        return switch (random.nextInt(5)) {
            case 0 -> new Term(key, labels -> labels.get(key) != null);
            case 1 -> new Term("!" + key, labels -> labels.get(key) == null);
            case 2 -> new Term(key + "=" + value, labels -> value.equals(labels.get(key)));
            case 3 -> new Term(key + "!=" + value, labels -> !value.equals(labels.get(key)));
            default ->
                new Term(
                        key + " in (" + value + ",)",
                        labels -> value.equals(labels.get(key)) || "".equals(labels.get(key)));
        };
    }

    boolean matches(Map<String, String> labels) {
        return meaning.test(labels);
    }
}
