package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated file that is committed; {@code -Dauthproxy.update=true} writes it again. */
final class CommittedFile {

    private CommittedFile() {}

    static void check(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("authproxy.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("run the tests of authproxy-core with -Dauthproxy.update=true to write %s again", file)
                .content()
                .isEqualTo(generated);
    }
}
