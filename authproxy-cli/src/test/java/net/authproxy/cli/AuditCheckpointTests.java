package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.authproxy.cli.TerminalHarness.Result;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The offline check of a trimmed trail: from its checkpoint on, and no other (contract 10.5). */
class AuditCheckpointTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SigningKey OURS = key(1);
    private static final SigningKey FOREIGN = key(2);
    private static final String KEY = OURS.verificationKey().fingerprint();

    @TempDir
    Path home;

    private final List<ObjectNode> rows = new ArrayList<>();

    @BeforeEach
    void makeRows() {
        String previous = "0".repeat(64);
        for (int seq = 1; seq <= 9; seq++) {
            ObjectNode row = JSON.createObjectNode();
            row.put("id", "aud_" + seq).put("seq", seq).put("prev_hash", previous);
            previous = sha256(CanonicalRow.text(row));
            rows.add(row.put("hash", previous));
        }
    }

    private static SigningKey key(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return PrivateKeys.ed25519(secret);
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The checkpoint behind that row, signed. */
    private ObjectNode checkpoint(int seq, SigningKey key) {
        String hash = rows.get(seq - 1).path("hash").asString();
        ObjectNode checkpoint = JSON.createObjectNode();
        checkpoint.put("seq", seq).put("hash", hash).put("created_at", "2026-04-02T09:15:00.000Z");
        checkpoint.put("signature", JwsSigner.sign(Map.of("seq", seq, "hash", hash, "iat", 1_775_121_300), key, null));
        return checkpoint.put("key", key.verificationKey().openSshLine().orElseThrow());
    }

    private Result verify(JsonNode checkpoint, List<ObjectNode> left, String... more) {
        StringBuilder lines = new StringBuilder();
        lines.append(JSON.writeValueAsString(Map.of("checkpoint", checkpoint))).append('\n');
        left.forEach(row -> lines.append(JSON.writeValueAsString(row)).append('\n'));
        return verify(lines.toString(), more);
    }

    private Result verify(String export, String... more) {
        try {
            Path file = Files.writeString(home.resolve("audit.jsonl"), export);
            List<String> command = new ArrayList<>(List.of("audit", "verify", file.toString()));
            command.addAll(List.of(more));
            return new TerminalHarness(home).run(command.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(Result result, String why) {
        assertThat(result.status()).as(result.out()).isEqualTo(1);
        assertThat(JSON.readTree(result.out()).path("ok").asBoolean(true)).isFalse();
        assertThat(result.err()).contains(why);
    }

    @Test
    void acceptsATrimmedChainFromItsCheckpoint() {
        Result result = verify(checkpoint(4, OURS), rows.subList(4, 9));

        assertThat(result.status()).as(result.err()).isZero();
        JsonNode json = JSON.readTree(result.out());
        assertThat(json.path("count").asInt()).isEqualTo(5);
        assertThat(json.path("from_seq").asInt()).isEqualTo(5);
        assertThat(json.path("checkpoint").path("seq").asInt()).isEqualTo(4);
        assertThat(json.path("checkpoint").path("key").asString()).isEqualTo(KEY);
        assertThat(verify(checkpoint(4, OURS), rows.subList(4, 9).reversed(), "--checkpoint-key", KEY)
                        .status())
                .isZero();
    }

    @Test
    void findsAForgedCheckpoint() {
        List<ObjectNode> left = rows.subList(5, 9);
        String other = rows.get(6).path("hash").asString();
        refused(verify(checkpoint(4, OURS).put("seq", 5), left), "forged");
        refused(verify(checkpoint(5, OURS).put("hash", other), left), "forged");
        refused(
                verify(
                        checkpoint(5, OURS)
                                .put(
                                        "signature",
                                        checkpoint(4, OURS).path("signature").asString()),
                        left),
                "forged");
        refused(
                verify(
                        checkpoint(5, OURS)
                                .put("key", checkpoint(5, FOREIGN).path("key").asString()),
                        left),
                "forged");
        refused(verify(JSON.createObjectNode(), left), "forged");
        refused(verify(checkpoint(5, FOREIGN), left, "--checkpoint-key", KEY), "another key");
    }

    @Test
    void findsWhatIsMissingBehindTheCheckpointOrNotLinkedWithIt() {
        refused(verify(checkpoint(4, OURS), rows.subList(5, 9)), "are missing");
        refused(verify(checkpoint(4, OURS), rows.subList(3, 9)), "was trimmed");
        ObjectNode made = rows.get(4).deepCopy().put("prev_hash", "1".repeat(64));
        made.remove("hash");
        made.put("hash", sha256(CanonicalRow.text(made)));
        refused(verify(checkpoint(4, OURS), List.of(made)), "not linked with the checkpoint");
        String lines = JSON.writeValueAsString(rows.get(4)) + "\n";
        assertThat(verify(lines).status()).as("a part of the trail").isZero();
        refused(verify(lines, "--checkpoint-key", KEY), "no checkpoint says why");
    }
}
