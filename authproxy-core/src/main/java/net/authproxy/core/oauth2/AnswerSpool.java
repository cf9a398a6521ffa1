package net.authproxy.core.oauth2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.authproxy.core.encryption.EncryptedField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where an answer waits, sealed, while the database is away (security D5): a provider that rotates gives it only once. A
 * file each, written whole or not at all.
 */
class AnswerSpool {

    private static final Logger log = LoggerFactory.getLogger(AnswerSpool.class);
    private static final String END = ".json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    AnswerSpool(Path directory) {
        this.directory = directory;
    }

    /**
     * An answer that waits.
     *
     * @param sends which of the attempt's calls it answers
     */
    record Waiting(String attemptId, String connectionId, int fromVersion, int sends, EncryptedField answer) {}

    void put(RefreshJournal.Attempt attempt, EncryptedField answer) {
        Waiting waiting =
                new Waiting(attempt.id(), attempt.connectionId(), attempt.fromVersion(), attempt.sends(), answer);
        try {
            Files.createDirectories(directory);
            Path draft = directory.resolve(attempt.id() + ".part");
            Files.write(
                    draft,
                    JSON.writeValueAsString(waiting).getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
            Files.move(draft, file(attempt.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The answer is still held in memory and tried again; only a crash would lose it now.
            log.error("reason=token_answer_not_spooled connection={}", attempt.connectionId(), e);
        }
    }

    void remove(String attemptId) {
        try {
            Files.deleteIfExists(file(attemptId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that wait; a file that cannot be read is left where it is. */
    List<Waiting> all() {
        List<Waiting> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + END)) {
            for (Path file : files) {
                try {
                    found.add(read(file));
                } catch (IOException | JacksonException e) {
                    log.error("reason=spooled_answer_unreadable file={}", file.getFileName(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Waiting read(Path file) throws IOException {
        JsonNode node = JSON.readTree(Files.readString(file));
        return Objects.requireNonNull(JSON.treeToValue(node, Waiting.class));
    }

    private Path file(String attemptId) {
        return directory.resolve(attemptId + END);
    }
}
