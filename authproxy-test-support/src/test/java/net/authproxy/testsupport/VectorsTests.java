package net.authproxy.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class VectorsTests {

    @TempDir
    Path folder;

    @Test
    void takesTheNamedFolder() {
        assertThat(Vectors.root(folder.toString(), folder.resolve("absent"))).isEqualTo(folder);
    }

    @Test
    void takesTheFolderBesideTheProject() {
        assertThat(Vectors.root(null, folder)).isEqualTo(folder);
    }

    @Test
    void skipsTheTestWhenThereIsNone() {
        assertThatThrownBy(() -> Vectors.root(null, folder.resolve("absent")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("skipped");
    }

    @Test
    void failsWhenTheNamedFolderIsWrong() {
        assertThatThrownBy(() -> Vectors.root(folder.resolve("absent").toString(), folder))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void failsWhenAFileIsMissingFromTheData() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{}");

        assertThat(Vectors.file(folder, "a.json")).isEqualTo(file);
        assertThatThrownBy(() -> Vectors.file(folder, "b.json")).isInstanceOf(AssertionError.class);
    }
}
