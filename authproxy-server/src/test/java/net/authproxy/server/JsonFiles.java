package net.authproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.authproxy.testsupport.Vectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public test data that these tests send. */
final class JsonFiles {

    private JsonFiles() {}

    /** Files of JSONTestSuite whose name starts with this. */
    static List<Path> parsing(String prefix) {
        try (Stream<Path> files = Files.list(Vectors.file("jsontestsuite/test_parsing"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> naughtyStrings() {
        JsonNode strings = JsonMapper.builder().build().readTree(bytes(Vectors.file("blns/blns.json")));
        return strings.valueStream().map(JsonNode::asString).toList();
    }
}
