package net.authproxy.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives options that are not on the command line the value of {@code AUTHPROXY_CLI_<FLAG>} (contract 14). The flag may
 * be spelled in words ({@code API_URL}) or plain ({@code APIURL}).
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "AUTHPROXY_CLI_";
    // Of these only one may be set, and one on the command line must win over the other in the environment;
    // CommonOptions asks for them itself.
    private static final Set<String> ALTERNATIVES =
            Set.of("--privateKeyPath", "--secretKeyPath", "--publicKeyPath", "--admin", "--actorId");
    private static final Set<String> NEVER = Set.of("--help", "--version");

    private final CliContext context;

    EnvironmentDefaults(CliContext context) {
        this.context = context;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName();
        if (NEVER.contains(name) || ALTERNATIVES.contains(name) || isFilter(option)) {
            return null;
        }
        return find(context, name.substring(2)).orElse(null);
    }

    // In lists the flag is a filter, while the variable keeps its meaning: the namespace of the actor.
    private static boolean isFilter(OptionSpec option) {
        CommandSpec parent = option.command().parent();
        return option.longestName().equals("--namespace")
                && parent != null
                && parent.name().equals("list");
    }

    /** The variable of a flag given without its dashes. */
    static Optional<String> find(CliContext context, String flag) {
        String words = flag.replaceAll("([a-z])([A-Z])", "$1_$2").replace('-', '_');
        return context.variable(PREFIX + words.toUpperCase(Locale.ROOT))
                .or(() -> context.variable(PREFIX + flag.replace("-", "").toUpperCase(Locale.ROOT)));
    }
}
