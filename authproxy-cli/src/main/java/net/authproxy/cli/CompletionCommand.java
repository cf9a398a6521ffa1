package net.authproxy.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: prints a script that completes commands and flags in a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {"Prints a completion script.", "For bash: source <(authproxy completion bash)"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private @Nullable Shell shell;

    private final CliContext context;

    CompletionCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (spec == null || shell == null) {
            throw new IllegalStateException("completion outside a command line");
        }
        CommandLine root = spec.root().commandLine();
        context.out()
                .println(
                        switch (shell) {
                            // The bash script sets up bashcompinit when zsh reads it.
                            case BASH, ZSH -> AutoComplete.bash("authproxy", root);
                            case FISH -> FishCompletion.script(root);
                        });
        return CommandTree.OK;
    }

    /** The shells we know. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }
}
