package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every row of {@code http1/proxy_cases.json} has a test that names its id (security P4). */
@Tag("P4")
class ProxyCaseCoverageTests {

    private static final Pattern ID = Pattern.compile("h\\d{3}");

    @Test
    void everyRowIsNamedByATest() throws Exception {
        JsonNode file = JsonMapper.shared()
                .readTree(Vectors.file("http1/proxy_cases.json").toFile());
        Set<String> rows = new TreeSet<>();
        file.get("cases").forEach(row -> rows.add(row.get("id").asString()));

        assertThat(rows).hasSize(file.get("count").asInt()).hasSize(68);
        assertThat(idsInTests()).containsAll(rows);
    }

    private static Set<String> idsInTests() throws IOException {
        Path sources = Path.of(System.getProperty("authproxy.root"), "authproxy-gateway/src/test/java");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith("CasesTests.java")
                            || path.toString().endsWith("HostileUpstreamTests.java"))
                    .toList()) {
                Matcher ids = ID.matcher(Files.readString(file));
                while (ids.find()) {
                    found.add(ids.group());
                }
            }
        }
        return found;
    }
}
