package net.authproxy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The flag {@code -o} of every command, and the printing it stands for. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "json|yaml|table",
            description = "Form of the output.")
    private @Nullable OutputFormat format;

    private final CliContext context;
    private final OutputFormat usual;

    OutputOption(CliContext context, OutputFormat usual) {
        this.context = context;
        this.usual = usual;
    }

    OutputFormat format() {
        return format == null ? usual : format;
    }

    void print(JsonNode value) {
        context.out().println(Printer.text(value, format()));
    }
}
