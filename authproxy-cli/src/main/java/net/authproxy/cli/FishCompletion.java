package net.authproxy.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completions for the fish shell, which the command-line library does not know. */
final class FishCompletion {

    private FishCompletion() {}

    static String script(CommandLine root) {
        List<String> lines = new ArrayList<>();
        lines.add("complete -c authproxy -f");
        root.getSubcommands().forEach((name, command) -> {
            lines.add("complete -c authproxy -n __fish_use_subcommand -a " + name + " -d " + summary(command));
            options(name, command, lines);
            command.getSubcommands().forEach((inner, nested) -> {
                lines.add("complete -c authproxy -n '__fish_seen_subcommand_from " + name + "' -a " + inner);
                options(inner, nested, lines);
            });
        });
        return String.join("\n", lines);
    }

    private static void options(String command, CommandLine line, List<String> lines) {
        for (OptionSpec option : line.getCommandSpec().options()) {
            String name = option.longestName().substring(2);
            String value = option.arity().max() > 0 ? " -r" : "";
            String file = name.endsWith("Path") || name.equals("config") ? " -F" : "";
            lines.add("complete -c authproxy -n '__fish_seen_subcommand_from " + command + "' -l " + name + value + file
                    + " -d " + quoted(String.join(" ", option.description())));
        }
    }

    private static String summary(CommandLine command) {
        return quoted(String.join(" ", command.getCommandSpec().usageMessage().description()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
