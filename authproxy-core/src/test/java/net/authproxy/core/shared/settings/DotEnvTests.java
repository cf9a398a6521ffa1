package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTests {

    @TempDir
    Path directory;

    @Test
    void readsQuotesEscapesAndComments() throws Exception {
        Files.writeString(directory.resolve(".env"), """
                # comment
                PLAIN = a b # comment
                HASH=a#b
                export SINGLE='a "b" # $c \\n'
                DOUBLE="line\\nnext \\"q\\" \\$x"  # comment
                EMPTY=
                EQUALS=a=b
                """);

        assertThat(DotEnv.readUpward(directory))
                .containsEntry("PLAIN", "a b")
                .containsEntry("HASH", "a#b")
                .containsEntry("SINGLE", "a \"b\" # $c \\n")
                .containsEntry("DOUBLE", "line\nnext \"q\" $x")
                .containsEntry("EMPTY", "")
                .containsEntry("EQUALS", "a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "1A=hunter2", "A='hunter2", "A=\"hunter2", "=hunter2"})
    void refusesOtherLinesWithTheirNumberAndWithoutTheirText(String line) throws Exception {
        Files.writeString(directory.resolve(".env"), "A=1\n" + line + "\n");

        SettingsException refused = catchThrowableOfType(SettingsException.class, () -> DotEnv.readUpward(directory));

        assertThat(refused.findings().getFirst().line()).isEqualTo(2);
        assertThat(refused).hasMessageNotContaining("hunter2");
    }
}
