package net.authproxy.cli;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.authproxy.jose.ClaimException;
import net.authproxy.jose.InvalidTokenException;
import net.authproxy.jose.KeyRejectedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;

/** All commands under one name: the table of contents of this module. */
final class CommandTree {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;

    private static final Set<String> SERVER_COMMANDS = Set.of("serve", "routes", "migrate", "reencrypt");

    private CommandTree() {}

    static int run(CliContext context, String... arguments) {
        if (arguments.length > 0 && SERVER_COMMANDS.contains(arguments[0])) {
            context.err()
                    .println("authproxy: " + arguments[0] + " belongs to the server; run scripts/authproxy "
                            + arguments[0] + " from its distribution");
            context.err().flush();
            return USAGE;
        }
        int status = create(context).execute(arguments);
        context.out().flush();
        context.err().flush();
        return status;
    }

    static CommandLine create(CliContext context) {
        CommandLine list = new CommandLine(new ListCommand());
        list.addSubcommand("connectors", new ListResourceCommand(context, "connectors"));
        list.addSubcommand("connections", new ListResourceCommand(context, "connections"));
        CommandLine audit = new CommandLine(new AuditCommand());
        audit.addSubcommand("export", new AuditExportCommand(context));
        audit.addSubcommand("verify", new AuditVerifyCommand(context));
        CommandLine proxy = new CommandLine(new ProxyCommand(context));
        CommandLine root = new CommandLine(new Root());
        root.addSubcommand("sign-jwt", new SignJwtCommand(context));
        root.addSubcommand("verify-jwt", new VerifyJwtCommand(context));
        root.addSubcommand("whoami", new WhoAmICommand(context));
        root.addSubcommand("list", list);
        root.addSubcommand("audit", audit);
        root.addSubcommand("raw-proxy", new RawProxyCommand(context));
        root.addSubcommand("proxy", proxy);
        root.addSubcommand("completion", new CompletionCommand(context));
        configure(root, context);
        // What follows "curl" belongs to curl.
        proxy.setStopAtPositional(true);
        return root;
    }

    private static void configure(CommandLine root, CliContext context) {
        root.setOut(context.out());
        root.setErr(context.err());
        root.setDefaultValueProvider(new EnvironmentDefaults(context));
        root.registerConverter(Duration.class, new DurationConverter());
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setExecutionExceptionHandler(explain(context));
    }

    private static IExecutionExceptionHandler explain(CliContext context) {
        return (exception, command, parsed) -> {
            context.err().println("authproxy: " + message(exception));
            return FAILURE;
        };
    }

    private static String message(Exception exception) {
        return switch (exception) {
            case CliException known -> known.message();
            case KeyRejectedException known -> known.reason();
            case InvalidTokenException known -> known.reason();
            case ClaimException known -> String.valueOf(known.getMessage());
            default -> "unexpected " + exception.getClass().getSimpleName() + ": " + exception.getMessage();
        };
    }

    /** The command without a sub-command: prints how to use it. */
    @Command(
            name = "authproxy",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Talks to an AuthProxy server with tokens signed by your own key.",
            footer = {
                "",
                "Every option can be set as AUTHPROXY_CLI_<OPTION>, for example AUTHPROXY_CLI_API_URL.",
                "Defaults come from ~/.authproxy.yaml."
            },
            synopsisSubcommandLabel = "COMMAND")
    static final class Root implements Runnable {

        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
            }
        }
    }

    /** Groups the lists. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists connectors or connections.",
            synopsisSubcommandLabel = "(connectors | connections)")
    static final class ListCommand implements Runnable {

        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "List connectors or connections?");
            }
        }
    }

    /** Groups what is done with the audit trail. */
    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description = "Exports the audit trail, or checks an export.",
            synopsisSubcommandLabel = "(export | verify)")
    static final class AuditCommand implements Runnable {

        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Export or verify?");
            }
        }
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return List.of("authproxy " + (version == null ? "development" : version))
                    .toArray(String[]::new);
        }
    }
}
