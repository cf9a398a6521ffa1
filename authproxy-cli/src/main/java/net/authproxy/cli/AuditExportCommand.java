package net.authproxy.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code audit export}: all rows of the trail, one per line, for {@code audit verify} and for keeping elsewhere. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the audit trail, the oldest row first, one JSON object per line.")
final class AuditExportCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/audit?";

    @Option(names = "--namespace", paramLabel = "PATH", description = "Namespace of the actor; default: root.")
    private @Nullable String namespace;

    @Mixin
    private final CommonOptions common;

    private final CliContext context;

    AuditExportCommand(CliContext context) {
        this.common = new CommonOptions(context);
        this.context = context;
    }

    @Override
    public Integer call() {
        ApiClient api = new ApiClient(common.api(), common.signer(namespace));
        Set<String> seen = new HashSet<>();
        String query = "limit=1000&order_by=seq";
        boolean begun = false;
        while (true) {
            JsonNode page = api.get(PATH + query);
            if (!begun && page.path("items").path(0).path("seq").asLong(0) > 1) {
                printCheckpoint(api);
            }
            begun = true;
            page.path("items").valueStream().forEach(this::print);
            String cursor = page.path("cursor").asString("");
            if (cursor.isEmpty()) {
                return CommandTree.OK;
            }
            if (!seen.add(cursor)) {
                throw new CliException("the server gives the same page twice");
            }
            query = "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
    }

    /** Whoever may not see the whole trail gets his rows without. */
    private void printCheckpoint(ApiClient api) {
        try {
            JsonNode checkpoint =
                    api.get("/api/v1/audit/_verify?from_seq=1&to_seq=1").path(AuditCheckpoint.MEMBER);
            if (checkpoint.isObject()) {
                print(JsonMapper.shared().createObjectNode().set(AuditCheckpoint.MEMBER, checkpoint));
            }
        } catch (CliException e) {
            context.err().println("authproxy: without the checkpoint: " + e.getMessage());
        }
    }

    private void print(JsonNode row) {
        context.out().println(JsonMapper.shared().writeValueAsString(row));
    }
}
