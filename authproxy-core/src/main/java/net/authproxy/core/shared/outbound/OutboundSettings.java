package net.authproxy.core.shared.outbound;

import java.nio.file.Path;
import java.util.List;
import net.authproxy.core.shared.settings.CidrNotation;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.StartChecked;
import net.authproxy.core.shared.settings.StartContext;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Block {@code outbound}: where calls to third parties may go (contract 9.4, 9.5). */
public record OutboundSettings(
        @Doc("Whether http is allowed besides https.") @Default("false")
        boolean allowPlainHttp,

        @Doc("Private address ranges that are opened.") @Default("[]")
        List<String> allowedCidrs,

        @Doc("PEM file with further certificate authorities.") @Nullable
        Path caBundle,

        @Doc("Connections at most to one host.") @Default("256") @Range(min = 1, max = 65_535)
        int maxConnectionsPerHost)
        implements Validated, StartChecked {

    @Override
    public void validate(Findings findings) {
        CidrNotation.check(allowedCidrs, findings.at("allowed_cidrs"));
    }

    @Override
    public void checkStart(StartContext context, Findings findings) {
        for (int i = 0; i < allowedCidrs.size(); i++) {
            if (CidrNotation.isOpenToAll(allowedCidrs.get(i)) && !context.devMode()) {
                findings.at("allowed_cidrs")
                        .at(i)
                        .add("refused outside development mode: wider than any private range, it opens every address");
            }
        }
    }
}
