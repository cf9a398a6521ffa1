package net.authproxy.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command takes from the world around it, so that tests can run commands in their own process.
 *
 * @param home where {@code .authproxy.yaml} lies
 * @param osUser the actor of {@code --admin}
 * @param prompt asks for a passphrase; empty when there is no terminal
 */
record CliContext(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Path home,
        String osUser,
        Clock clock,
        PassphrasePrompt prompt) {

    CliContext {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** A path from a flag or a file, with {@code ~/} meaning the home directory. */
    Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    void warn(String message) {
        err.println("warning: " + message);
        err.flush();
    }

    /** Asks a person for the passphrase of a key file. */
    @FunctionalInterface
    interface PassphrasePrompt {
        Optional<char[]> ask(Path keyFile);
    }
}
