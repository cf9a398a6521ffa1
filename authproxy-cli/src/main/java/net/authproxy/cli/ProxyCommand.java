package net.authproxy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code proxy <connection> curl <args>}: runs curl so that its call goes through a connection. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "authproxy proxy [OPTIONS] CONNECTION curl ARGUMENTS...",
        description = {
            "Runs curl with its call sent through the connection, which adds the stored credential.",
            "The address is absolute, or a path below the connector's base address."
        })
final class ProxyCommand implements Callable<Integer> {

    private static final Pattern CONNECTION = Pattern.compile("cxn_[0-9A-Za-z]{16,32}");

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "Id of the connection, cxn_..")
    private String connection = "";

    @Parameters(index = "1..*", paramLabel = "curl ARGUMENTS", description = "A curl command line.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--namespace", paramLabel = "PATH", description = "Namespace of the actor; default: root.")
    private @Nullable String namespace;

    @Mixin
    private final CommonOptions common;

    ProxyCommand(CliContext context) {
        this.common = new CommonOptions(context);
    }

    @Override
    public Integer call() {
        if (!CONNECTION.matcher(connection).matches()) {
            throw common.usage("'" + Printer.harmless(connection) + "' is not the id of a connection (cxn_..)");
        }
        if (command.isEmpty() || !command.getFirst().equals("curl")) {
            throw common.usage("after the connection comes curl and its arguments");
        }
        CurlCall curl = curl();
        String base = common.api().text() + "/api/v1/connections/" + connection + "/_proxy_raw";
        String address = curl.isAbsolute() ? base : base + curl.url();
        List<String> headers = new ArrayList<>();
        headers.add("Authorization: Bearer " + common.signer(namespace).token());
        if (curl.isAbsolute()) {
            headers.add("X-AuthProxy-Upstream-URL: " + curl.url().replaceFirst("#.*", ""));
        }
        return run(curl.arguments(), address, headers);
    }

    private CurlCall curl() {
        CurlCall curl;
        try {
            curl = CurlCall.parse(command.subList(1, command.size()), CurlOptions.ofInstalledCurl());
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
        boolean printable = curl.url().chars().allMatch(c -> c > ' ' && c < 127);
        if (!printable || !(curl.isAbsolute() || curl.url().startsWith("/"))) {
            throw common.usage("the address must be http(s)://.. or a path with / in front, in plain ASCII");
        }
        return curl;
    }

    // Everybody on the machine can read a command line: the token goes through a file that only we can read.
    private static int run(List<String> arguments, String address, List<String> headers) {
        try {
            Path secrets = Files.createTempFile("authproxy-", ".curl"); // mode 0600
            try {
                Files.write(
                        secrets, headers.stream().map(ProxyCommand::configLine).toList());
                List<String> line = new ArrayList<>(List.of("curl"));
                line.addAll(arguments);
                line.addAll(List.of("--config", secrets.toString(), "--url", address));
                int status = new ProcessBuilder(line).inheritIO().start().waitFor();
                return status == 0 ? CommandTree.OK : CommandTree.FAILURE;
            } finally {
                Files.deleteIfExists(secrets);
            }
        } catch (IOException e) {
            throw new CliException("cannot run curl");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandTree.FAILURE;
        }
    }

    private static String configLine(String header) {
        return "header = \"" + header.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
