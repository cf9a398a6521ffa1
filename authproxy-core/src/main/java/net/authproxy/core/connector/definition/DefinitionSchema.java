package net.authproxy.core.connector.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema (2020-12) of connector definitions, as editors and the API description have it. */
public final class DefinitionSchema {

    private static final String RESOURCE = "connector-definition.schema.json";

    private DefinitionSchema() {}

    /** The whole document. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(DefinitionSchema.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
