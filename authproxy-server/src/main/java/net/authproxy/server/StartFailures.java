package net.authproxy.server;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** One clear message for what an operator can mend; everything else is ours and goes to the log with its trace. */
final class StartFailures implements IExecutionExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(StartFailures.class);

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.@Nullable ParseResult result) {
        String known = explanation(e);
        if (known == null) {
            log.error("reason=start_failed", e);
            known = "the start failed because of a defect; the log has the details";
        }
        command.getErr().println("authproxy: " + known);
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static @Nullable String explanation(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthProxyException refusal) {
                return withFindings(refusal);
            }
            if (cause instanceof StartException || cause instanceof SettingsException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    private static String withFindings(AuthProxyException refusal) {
        StringBuilder text = new StringBuilder(refusal.message());
        refusal.fields()
                .forEach(finding -> text.append(System.lineSeparator())
                        .append("  ")
                        .append(finding.path())
                        .append(": ")
                        .append(finding.message()));
        return text.toString();
    }
}
