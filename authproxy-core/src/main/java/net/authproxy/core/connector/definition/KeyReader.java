package net.authproxy.core.connector.definition;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads private keys and their algorithms. */
final class KeyReader {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256");

    private KeyReader() {}

    static KeyReference key(ObjectReader in) {
        JsonNode node = in.required("key");
        if (node == null) {
            return new KeyReference.Stored(new DefinitionValue.Literal("", true));
        }
        if (node.has("cfg")) {
            return ObjectReader.Objects.of(node, in.path("key"), in.reading())
                    .map(object -> ObjectReader.closing(object, KeyReader::fromConfiguration))
                    .orElseThrow();
        }
        return new KeyReference.Stored(ValueReader.value(node, in.path("key"), in.reading(), true));
    }

    private static KeyReference fromConfiguration(ObjectReader in) {
        String key = in.requiredText("cfg");
        in.reading().configurationKey(in.path("cfg"), key);
        return new KeyReference.FromConfiguration(key);
    }

    static @Nullable String algorithm(ObjectReader in) {
        String algorithm = in.text("alg");
        if (algorithm != null && !ALGORITHMS.contains(algorithm)) {
            in.finding("alg", "must be one of " + String.join(", ", new TreeSet<>(ALGORITHMS)));
        }
        return algorithm;
    }
}
