package net.authproxy.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Entry of the {@code authproxy} command. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with 0 (ok), 1 (failure) or 2 (usage). */
    public static void main(String[] arguments) {
        CliContext context = new CliContext(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Clock.systemUTC(),
                Main::askPassphrase);
        System.exit(CommandTree.run(context, arguments));
    }

    // Since JDK 22 there may be a console without a terminal: it reads standard input, which is as good.
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<char[]> askPassphrase(Path keyFile) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readPassword("Passphrase for %s: ", keyFile));
    }
}
