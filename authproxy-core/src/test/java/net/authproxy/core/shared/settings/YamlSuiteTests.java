package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The YAML test suite (security F4). */
@Tag("F4")
class YamlSuiteTests {

    private static final JsonMapper JSON = new JsonMapper();

    /** Valid documents we refuse on purpose; the documentation of the configuration states each of these limits. */
    private static final Map<String, String> STATED_LIMITS = new TreeMap<>();

    static {
        limit(
                "a tag outside the YAML core schema",
                "2XXW 565N 5TYM 6CK3 6WLZ 7FWL 9WXW C4HZ CC74 CUP7 J7PZ M5C3 P76L" + " UGM3 Z67P Z9M4");
        limit("more than one document", "35KP 6XDY 6ZKB 9DXL 9KAX JHB9 KSS4 L383 PUW8 RZT7 U9NS W4TN");
        limit("a document without content after an end mark, or directly after one", "7Z25 HWV9 QT73");
        limit(
                "tabs between tokens or after a backslash",
                "6BCT A2M4 DC7X DK95/00 DK95/03 DK95/04 DK95/05 DK95/07"
                        + " HS5T J3BT K54U NB6Z UV7Q Y79Y/010 3RLN/01 3RLN/04 DE56/02 DE56/03 KH5V/01 MUS6/03");
        limit(
                "a colon away from its key in a flow mapping",
                "4MUZ/00 4MUZ/01 4MUZ/02 5MUD 9SA2 K3WX NJ66 UT92 VJP3/01");
        limit("a flow text or key that begins with a colon, or is empty", "58MP 5T43 DBG4 HM87/00 WZ62");
        limit("a block text whose leading empty lines hold more blanks than its first line", "DK3J FP8R M7A3");
        limit("an anchor whose name has a colon or asterisk", "W5VH");
    }

    private static void limit(String reason, String ids) {
        for (String id : ids.split(" ")) {
            STATED_LIMITS.put(id, reason);
        }
    }

    private List<JsonNode> cases = List.of();

    @BeforeEach
    void readCases() throws Exception {
        String json = Files.readString(Vectors.file("yaml-test-suite/cases.json"), StandardCharsets.UTF_8);
        cases = new ArrayList<>();
        JSON.readTree(json).get("cases").forEach(cases::add);
        assertThat(cases).hasSize(402);
    }

    @Test
    void refusesEveryError() {
        Set<String> accepted = new TreeSet<>();
        int errors = 0;
        for (JsonNode row : cases) {
            if (row.get("expectError").asBoolean()) {
                errors++;
                if (refusal(row) == null) {
                    accepted.add(id(row));
                }
            }
        }

        assertThat(errors).isEqualTo(94);
        assertThat(accepted).isEmpty();
    }

    @Test
    void readsEveryTwinAsItsJsonOrRefusesItByAStatedLimit() {
        Set<String> different = new TreeSet<>();
        Map<String, String> refused = new TreeMap<>();
        int twins = 0;
        int equal = 0;
        for (JsonNode row : cases) {
            if (!row.get("json").isNull()) {
                twins++;
                String reason = refusal(row);
                if (row.get("expectError").asBoolean()) {
                    // has a twin for parsers that go on after the error; we must not
                    assertThat(reason).as(id(row)).isNotNull();
                } else if (reason != null) {
                    refused.put(id(row), reason);
                } else if (twin(row).equals(ours(row))) {
                    equal++;
                } else {
                    different.add(id(row));
                }
            }
        }

        assertThat(twins).isEqualTo(282);
        assertThat(different).isEmpty();
        assertThat(equal).isEqualTo(210);
        assertThat(refused.keySet()).isEqualTo(STATED_LIMITS.keySet());
    }

    private static String id(JsonNode row) {
        return row.get("id").asString();
    }

    private static String refusal(JsonNode row) {
        try {
            YamlReader.read("case", row.get("yaml").asString().getBytes(StandardCharsets.UTF_8));
            return null;
        } catch (SettingsException e) {
            return e.findings().getFirst().reason();
        }
    }

    private static JsonNode ours(JsonNode row) {
        Object value = YamlReader.read("case", row.get("yaml").asString()).value();
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static JsonNode twin(JsonNode row) {
        String json = row.get("json").asString();
        // an empty twin is an empty stream, which is a null to us
        return json.isEmpty() ? JSON.readTree("null") : JSON.readTree(json);
    }
}
