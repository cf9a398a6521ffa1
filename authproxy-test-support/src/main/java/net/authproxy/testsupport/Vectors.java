package net.authproxy.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The public test data outside the source tree. Named by the system property or environment variable
 * {@code AUTHPROXY_VECTORS}, else looked for beside the project. Absent: the calling test is skipped and says so; named
 * but wrong: the test fails.
 */
public final class Vectors {

    private static final String NAME = "AUTHPROXY_VECTORS";

    private Vectors() {}

    /** The folder with the data; skips the test when there is none. */
    public static Path root() {
        return root(named(), beside());
    }

    /** One file or folder of the data; fails when the data is there but this part of it is not. */
    public static Path file(String relative) {
        return file(root(), relative);
    }

    static Path root(@Nullable String named, Path beside) {
        if (named != null) {
            Path root = Path.of(named);
            if (!Files.isDirectory(root)) {
                throw new AssertionError(NAME + " names no folder: " + named);
            }
            return root;
        }
        Assumptions.assumeTrue(Files.isDirectory(beside), "skipped: no test data at " + beside + " (set " + NAME + ")");
        return beside;
    }

    static Path file(Path root, String relative) {
        Path file = root.resolve(relative);
        if (!Files.exists(file)) {
            throw new AssertionError("the test data lacks " + relative);
        }
        return file;
    }

    private static @Nullable String named() {
        String property = System.getProperty(NAME);
        String value = property != null ? property : System.getenv(NAME);
        return value == null || value.isBlank() ? null : value;
    }

    private static Path beside() {
        String root = System.getProperty("authproxy.root");
        Path project = root == null ? Path.of("").toAbsolutePath() : Path.of(root);
        return project.resolve("../shared/vectors").normalize();
    }
}
