package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.authproxy.cli.TerminalHarness.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The offline check of an export: sound ones pass, each kind of change is found (contract 10.5, security L4). */
class AuditVerifyCommandTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Computed by another implementation; the server's tests have the same row. */
    private static final String KNOWN = """
            {"id":"aud_01kb2q6r3v8w9x0y1z2a3b4c5d","seq":1,"namespace":"root.team",\
            "actor_id":"act_01kb2q6r3v8w9x0y1z2a3b4c5d","actor_external_id":"kim@x.test","service":"api",\
            "action":"actor_keys.create","resource_type":"actor_keys","resource_id":"ak_1","outcome":"success",\
            "details":{"zone":"1","comment":"a \\"lap\\\\top\\" \u00fc\u2603 </script>"},\
            "request_id":"req_01kb2q6r3v8w9x0y1z2a3b4c5d","remote_ip":"192.0.2.7","after_hash":"ab",\
            "created_at":"2026-04-02T09:15:00.120Z",\
            "prev_hash":"0000000000000000000000000000000000000000000000000000000000000000",\
            "hash":"3079d1c68c8eb03ffd3d91f15da3da6967585f61ef4938b9a7d9cb0616346608"}""";

    @TempDir
    Path home;

    private TerminalHarness terminal;
    private final List<ObjectNode> rows = new ArrayList<>();

    @BeforeEach
    void makeRows() {
        terminal = new TerminalHarness(home);
        rows.add((ObjectNode) JSON.readTree(KNOWN));
        for (int seq = 2; seq <= 9; seq++) {
            ObjectNode row = JSON.createObjectNode();
            row.put("id", "aud_" + seq);
            row.put("seq", seq);
            row.put("action", "actors.create");
            row.put("prev_hash", rows.getLast().path("hash").asString());
            rows.add(sealed(row));
        }
    }

    private static ObjectNode sealed(ObjectNode row) {
        row.remove("hash");
        try {
            byte[] canonical = CanonicalRow.text(row).getBytes(StandardCharsets.UTF_8);
            row.put(
                    "hash",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)));
            return row;
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result verify(String export, String... more) {
        try {
            Path file = home.resolve("audit.jsonl");
            Files.writeString(file, export);
            List<String> command = new ArrayList<>(List.of("audit", "verify", file.toString()));
            command.addAll(List.of(more));
            return terminal.run(command.toArray(String[]::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String lines(List<? extends JsonNode> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(JSON.writeValueAsString(row)).append('\n'));
        return lines.toString();
    }

    private static String page(List<? extends JsonNode> rows) {
        return JSON.writeValueAsString(Map.of("items", rows, "cursor", "x")) + "\n";
    }

    private void broken(String what, int at) {
        Result result = verify(lines(rows));
        assertThat(result.status()).as(what).isEqualTo(1);
        JsonNode json = JSON.readTree(result.out());
        assertThat(json.path("ok").asBoolean(true)).as(what).isFalse();
        assertThat(json.path("broken_at").asInt(-1)).as(what).isEqualTo(at);
        assertThat(result.err()).as(what).startsWith("authproxy: row ");
    }

    @Test
    void acceptsLinesPagesAndEitherDirection() {
        Result up = verify(lines(rows));
        assertThat(up.status()).as(up.out() + up.err()).isZero();
        JsonNode json = JSON.readTree(up.out());
        assertThat(json.path("ok").asBoolean()).isTrue();
        assertThat(json.path("count").asInt()).isEqualTo(9);
        assertThat(json.path("from_seq").asInt()).isEqualTo(1);
        assertThat(json.path("to_seq").asInt()).isEqualTo(9);
        String newest = rows.getLast().path("hash").asString();
        assertThat(json.path("last_hash").asString()).isEqualTo(newest);

        List<ObjectNode> down = new ArrayList<>(rows);
        Collections.reverse(down);
        Result pages = verify(page(down.subList(0, 4)) + page(down.subList(4, 9)));
        assertThat(pages.status()).as(pages.out() + pages.err()).isZero();
        assertThat(JSON.readTree(pages.out())).isEqualTo(json);
        assertThat(verify(JSON.writeValueAsString(rows)).status()).isZero();
        assertThat(verify(lines(rows.subList(3, 7))).status()).isZero();
        assertThat(verify("").status()).isZero();
    }

    @Test
    void findsEveryChangedMemberAlsoAddedAndRemovedOnes() {
        String good = lines(rows);
        for (String member : List.of("id", "action", "prev_hash", "hash", "new_member")) {
            ObjectNode row = rows.get(4);
            ObjectNode before = row.deepCopy();
            row.put(member, "x");
            broken("changed " + member, 5);
            if (before.has(member)) {
                row.remove(member);
                broken("removed " + member, 5);
            }
            rows.set(4, before);
        }
        ObjectNode first = rows.getFirst();
        ((ObjectNode) first.path("details")).put("zone", "2");
        broken("changed detail", 1);
        assertThat(verify(good).status()).isZero();
    }

    @Test
    void findsRemovedReorderedAndInsertedRows() {
        ObjectNode taken = rows.remove(4);
        broken("removed", 6);
        rows.add(4, taken);
        Collections.swap(rows, 4, 5);
        broken("reordered", 6);
        Collections.swap(rows, 4, 5);
        rows.add(5, rows.get(4).deepCopy());
        broken("doubled", 5);
        rows.set(5, sealed(rows.get(5).put("id", "aud_false")));
        broken("inserted with a number that is taken", 5);
        rows.remove(5);

        ObjectNode forged = sealed(rows.get(4).deepCopy().put("id", "aud_false"));
        rows.set(4, forged);
        broken("replaced, with a hash that fits itself", 6);
    }

    @Test
    void aKnownRowShowsThatTheEndIsThereAndTheSame() {
        String newest = "9:" + rows.getLast().path("hash").asString();
        assertThat(verify(lines(rows), "--anchor", newest).status()).isZero();

        Result cut = verify(lines(rows.subList(0, 8)), "--anchor", newest);
        assertThat(cut.status()).isEqualTo(1);
        assertThat(cut.err()).contains("row 9 is missing");
        assertThat(verify(lines(rows), "--anchor", "9:" + "0".repeat(64)).status())
                .isEqualTo(1);
        assertThat(verify(lines(rows), "--anchor", "9:xyz").status()).isEqualTo(1);
    }

    @Test
    void countsRowsThatAreNotSealedYetAndRefusesWhatIsNoExport() {
        Result waiting = verify(lines(rows) + "{\"id\":\"aud_new\",\"action\":\"actors.create\"}\n");
        assertThat(waiting.status()).isZero();
        assertThat(JSON.readTree(waiting.out()).path("unsealed").asInt()).isEqualTo(1);

        for (String export : List.of("{", "{\"items\":[1]}", "7", "{\"x\":1}", "{\"id\":\"a\",\"id\":\"b\"}")) {
            Result result = verify(export);
            assertThat(result.status()).as(export).isEqualTo(1);
            assertThat(result.out()).as(export).isEmpty();
            assertThat(result.err()).as(export).contains("export").doesNotContain("Exception");
        }
        assertThat(terminal.run("audit", "verify", "/nowhere").err()).isEqualTo("authproxy: cannot read /nowhere");
    }
}
