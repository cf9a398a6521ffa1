package net.authproxy.core.connector.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The variables and files of this process.
 *
 * @param environment the variables
 * @param home the directory {@code ~} stands for
 */
public record ProcessValueSource(Map<String, String> environment, Path home) implements ValueSource {

    private static final int MAX_FILE_BYTES = 1024 * 1024;

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<byte[]> file(String path) {
        try (InputStream in =
                Files.newInputStream(path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path))) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            return content.length > MAX_FILE_BYTES ? Optional.empty() : Optional.of(content);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ProcessValueSource";
    }
}
