package net.authproxy.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code whoami}: what the server knows of the caller (contract 4.6). */
@Command(
        name = "whoami",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the actor and the permissions that the server gives you.")
final class WhoAmICommand implements Callable<Integer> {

    @Option(names = "--namespace", paramLabel = "PATH", description = "Namespace of the actor; default: root.")
    private @Nullable String namespace;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final OutputOption output;

    WhoAmICommand(CliContext context) {
        this.common = new CommonOptions(context);
        this.output = new OutputOption(context, OutputFormat.JSON);
    }

    @Override
    public Integer call() {
        ApiClient api = new ApiClient(common.api(), common.signer(namespace));
        output.print(api.get("/api/v1/me"));
        return CommandTree.OK;
    }
}
