package net.authproxy.core.proxy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Labels;

/** Labels of one call, given as {@code k=v} (contract 9.1, 9.2). */
final class CallLabels {

    private static final int MAX = 32;

    private CallLabels() {}

    static Map<String, String> parse(List<String> pairs) {
        if (pairs.isEmpty()) {
            return Map.of();
        }
        if (pairs.size() > MAX) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL, "a call has at most " + MAX + " labels");
        }
        Map<String, String> labels = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new AuthProxyException(ErrorCode.INVALID_LABEL, "a label of a call looks like key=value");
            }
            labels.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return Labels.ofCaller(labels).values();
    }
}
