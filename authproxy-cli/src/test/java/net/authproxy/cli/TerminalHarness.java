package net.authproxy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs commands in this process with a home directory, an environment and a clock of their own. */
final class TerminalHarness {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    final Path home;
    final Map<String, String> environment = new HashMap<>();
    Optional<String> passphrase = Optional.empty();
    Instant now = NOW;

    TerminalHarness(Path home) {
        this.home = home;
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = CommandTree.run(context(new PrintWriter(out), new PrintWriter(err)), arguments);
        return new Result(status, out.toString().strip(), err.toString().strip());
    }

    CliContext context(PrintWriter out, PrintWriter err) {
        return new CliContext(
                out,
                err,
                environment,
                home,
                "osuser",
                Clock.fixed(now, ZoneOffset.UTC),
                file -> passphrase.map(String::toCharArray));
    }

    /** Copies a key of the test resources into the home directory, readable by its owner only. */
    Path key(String name) {
        try (InputStream in = Objects.requireNonNull(TerminalHarness.class.getResourceAsStream("/keys/" + name))) {
            Path file = home.resolve(name);
            Files.write(file, in.readAllBytes());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void config(String yaml) {
        try {
            Files.writeString(home.resolve(".authproxy.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Result(int status, String out, String err) {}
}
