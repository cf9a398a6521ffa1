package net.authproxy.core.shared.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message has one line per finding (contract 13). */
public final class SettingsException extends RuntimeException {

    private final List<Finding> findings;

    public SettingsException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    static SettingsException of(Origin origin, String path, String reason) {
        return new SettingsException(List.of(new Finding(origin.source(), origin.line(), path, reason)));
    }

    /** Everything that was found, in the order of the checks; never empty. */
    public List<Finding> findings() {
        return findings;
    }
}
