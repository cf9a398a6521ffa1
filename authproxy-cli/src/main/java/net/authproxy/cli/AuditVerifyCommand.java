package net.authproxy.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit verify}: checks an export of the audit trail without a server. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks the chain of hashes in an export of GET /audit: rows one per line, or whole pages one after the other.",
            "Finds changed, removed, reordered and inserted rows. Exit status 1 when the chain is broken.",
            "An export must hold all namespaces and no filter, else rows are missing by design."
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private static final Pattern ANCHOR = Pattern.compile("([1-9][0-9]{0,18}):([0-9a-f]{64})");

    @Parameters(paramLabel = "FILE", description = "The export.")
    private String file = "";

    @Option(
            names = "--anchor",
            paramLabel = "SEQ:HASH",
            description = "A row you know from earlier; it must be in the export. Shows that the end was not cut off.")
    private @Nullable String anchor;

    @Option(
            names = "--checkpoint-key",
            paramLabel = "FINGERPRINT",
            description =
                    "SHA256:.. of the key that signs checkpoints, noted earlier. Where old rows were trimmed, the "
                            + "checkpoint must be signed by it.")
    private @Nullable String checkpointKey;

    @Mixin
    private final OutputOption output;

    private final CliContext context;

    AuditVerifyCommand(CliContext context) {
        this.context = context;
        this.output = new OutputOption(context, OutputFormat.JSON);
    }

    @Override
    public Integer call() {
        Optional<AuditChain.Anchor> known = Optional.ofNullable(anchor).map(AuditVerifyCommand::anchor);
        AuditChain chain = new AuditChain(known, Optional.ofNullable(checkpointKey));
        AuditExport.read(context.path(file), chain::add);
        AuditChain.Verdict verdict = chain.end();
        output.print(json(verdict));
        if (verdict.finding() != null) {
            context.err().println("authproxy: " + Printer.harmless(verdict.finding()));
        }
        return verdict.finding() == null ? CommandTree.OK : CommandTree.FAILURE;
    }

    private static AuditChain.Anchor anchor(String text) {
        Matcher matcher = ANCHOR.matcher(text);
        if (!matcher.matches()) {
            throw new CliException("--anchor must be a number, a colon and 64 hexadecimal digits");
        }
        return new AuditChain.Anchor(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    private static ObjectNode json(AuditChain.Verdict verdict) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("ok", verdict.finding() == null);
        json.put("count", verdict.count());
        if (verdict.finding() == null && verdict.count() > 0) {
            json.put("from_seq", verdict.first());
            json.put("to_seq", verdict.last());
            json.put("last_hash", verdict.lastHash());
        }
        if (verdict.checkpoint() != null) {
            ObjectNode checkpoint = json.putObject("checkpoint");
            checkpoint.put("seq", verdict.checkpoint().seq());
            checkpoint.put("key", verdict.checkpoint().fingerprint());
        }
        if (verdict.brokenAt() != null) {
            json.put("broken_at", verdict.brokenAt());
        }
        if (verdict.unsealed() > 0) {
            json.put("unsealed", verdict.unsealed());
        }
        return json;
    }
}
