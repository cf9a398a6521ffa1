package net.authproxy.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The server's command line. */
@Command(
        name = "authproxy",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        subcommands = {ServeCommand.class, MigrateCommand.class})
public final class Main {

    private Main() {}

    /** Runs a command; exit code 0 ok, 1 failure, 2 usage (contract 14). */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The commands with their way of failing, apart from the end of the process. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(new StartFailures());
    }
}
