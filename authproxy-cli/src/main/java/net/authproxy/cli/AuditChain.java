package net.authproxy.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks rows in the order of the export, which is that of {@code seq}, upwards or downwards: {@code hash} is the
 * SHA-256 of the canonical JSON of the row without it, {@code prev_hash} that of the row before, and no number is
 * missing (contract 10.5).
 */
final class AuditChain {

    private static final String GENESIS = "0".repeat(64);

    private final Optional<Anchor> anchor;
    private final Optional<String> checkpointKey;
    private @Nullable AuditCheckpoint checkpoint;
    private boolean anchored;
    private long count;
    private long unsealed;
    private int step;
    private @Nullable Row first;
    private @Nullable Row last;
    private @Nullable String finding;
    private @Nullable Long brokenAt;

    /** A row known from elsewhere. */
    record Anchor(long seq, String hash) {}

    private record Row(long seq, String previous, String hash) {}

    /**
     * What was found.
     *
     * @param checkpoint where old rows were trimmed; absent when the export names none
     * @param finding absent when the chain is sound
     * @param brokenAt the row it is about; absent when it is about none
     */
    record Verdict(
            long count,
            long first,
            long last,
            String lastHash,
            long unsealed,
            @Nullable AuditCheckpoint checkpoint,
            @Nullable String finding,
            @Nullable Long brokenAt) {}

    /**
     * A check.
     *
     * @param anchor a row that must be there; empty when none is known
     * @param checkpointKey fingerprint of the key that signs checkpoints; empty when it is not known
     */
    AuditChain(Optional<Anchor> anchor, Optional<String> checkpointKey) {
        this.anchor = anchor;
        this.checkpointKey = checkpointKey;
    }

    void add(ObjectNode json) {
        if (finding != null) {
            return;
        }
        if (json.has(AuditCheckpoint.MEMBER) && !json.has("id")) {
            begin(json.path(AuditCheckpoint.MEMBER));
            return;
        }
        if (!json.has("seq") && !json.has("hash") && !json.has("prev_hash")) {
            unsealed++;
            return;
        }
        JsonNode seq = json.path("seq");
        if (!seq.isIntegralNumber() || !seq.canConvertToLong() || seq.longValue() < 1) {
            broken(null, "a row has no seq: " + json.path("id").asString("?"));
            return;
        }
        Row row = new Row(
                seq.longValue(),
                json.path("prev_hash").asString(""),
                json.path("hash").asString(""));
        if (!row.hash.equals(hash(json))) {
            broken(row.seq, "row " + row.seq + " was changed: its hash does not fit");
            return;
        }
        follow(row);
        anchored |= anchor.filter(new Anchor(row.seq, row.hash)::equals).isPresent();
    }

    private void begin(JsonNode json) {
        Optional<AuditCheckpoint> read = AuditCheckpoint.read(json);
        if (read.isEmpty()) {
            broken(null, "the checkpoint is forged: its signature does not fit");
        } else if (checkpointKey.isPresent() && !read.get().fingerprint().equals(checkpointKey.get())) {
            broken(
                    read.get().seq(),
                    "the checkpoint is signed with another key: " + read.get().fingerprint());
        } else if (checkpoint != null && !checkpoint.equals(read.get())) {
            broken(read.get().seq(), "there are two checkpoints");
        }
        checkpoint = read.orElse(checkpoint);
    }

    /** The oldest row must be the one behind the checkpoint. */
    private void checkBeginning(@Nullable Row oldest) {
        if (finding != null || oldest == null || oldest.seq == 1) {
            return;
        }
        AuditCheckpoint begun = checkpoint;
        if (begun == null) {
            if (checkpointKey.isPresent()) {
                broken(oldest.seq - 1, "rows before " + oldest.seq + " are missing, and no checkpoint says why");
            }
        } else if (oldest.seq <= begun.seq()) {
            broken(oldest.seq, "row " + oldest.seq + " was trimmed, says the checkpoint");
        } else if (oldest.seq == begun.seq() + 1 && !oldest.previous.equals(begun.hash())) {
            broken(oldest.seq, "row " + oldest.seq + " is not linked with the checkpoint");
        } else if (oldest.seq > begun.seq() + 1) {
            broken(begun.seq() + 1, "rows between the checkpoint and row " + oldest.seq + " are missing");
        }
    }

    private void follow(Row row) {
        Row before = last;
        if (before == null) {
            first = row;
        } else if (step == 0 && Math.abs(row.seq - before.seq) == 1) {
            step = row.seq > before.seq ? 1 : -1;
        }
        if (before != null && (step == 0 || row.seq != before.seq + step)) {
            broken(
                    row.seq,
                    "row " + row.seq + " follows row " + before.seq + ": rows are missing, doubled or out of order");
            return;
        }
        boolean linked =
                before == null || (step > 0 ? row.previous.equals(before.hash) : before.previous.equals(row.hash));
        if (!linked || (row.seq == 1 && !row.previous.equals(GENESIS))) {
            broken(row.seq, "row " + row.seq + " is not linked with its neighbour");
            return;
        }
        last = row;
        count++;
    }

    private void broken(@Nullable Long seq, String why) {
        brokenAt = seq;
        finding = why;
    }

    /** The verdict over all rows that were added. */
    Verdict end() {
        if (finding == null && anchor.isPresent() && !anchored) {
            long seq = anchor.get().seq();
            broken(seq, "row " + seq + " is missing or is not the one you know");
        }
        Row newest = step < 0 ? first : last;
        Row oldest = step < 0 ? last : first;
        checkBeginning(oldest);
        return new Verdict(
                count,
                oldest == null ? 0 : oldest.seq,
                newest == null ? 0 : newest.seq,
                newest == null ? "" : newest.hash,
                unsealed,
                checkpoint,
                finding,
                brokenAt);
    }

    private static String hash(ObjectNode json) {
        ObjectNode hashed = json.deepCopy();
        hashed.remove("hash");
        try {
            byte[] bytes = CanonicalRow.text(hashed).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
