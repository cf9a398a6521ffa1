package net.authproxy.core.connector.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Definitions for tests: the examples of the repository, and small ones in YAML. */
final class Definitions {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Definitions() {}

    static List<Path> exampleFiles() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("authproxy.root"), "connectors"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode example(String name) {
        return read(Path.of(System.getProperty("authproxy.root"), "connectors", name + ".yaml"));
    }

    static ObjectNode read(Path file) {
        try {
            return yaml(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode yaml(String text) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
        return (ObjectNode) MAPPER.<JsonNode>valueToTree((Map<?, ?>) loaded);
    }

    /** A small valid definition with the given members on top. */
    static ObjectNode minimal(String members) {
        ObjectNode node = yaml("""
                display_name: Test
                logo: https://a.example/logo.png
                auth: {type: no-auth}
                proxy: {base_url: "https://api.example.com"}
                """);
        node.setAll(yaml(members));
        return node;
    }
}
