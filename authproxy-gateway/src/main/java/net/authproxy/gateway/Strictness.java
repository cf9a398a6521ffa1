package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parser lets through and we do not (contract 1.1, RFC 9112 3.2 and 6): every public port refuses it with 400
 * and closes the connection, whatever the path.
 */
final class Strictness {

    private Strictness() {}

    /** What is wrong with the request; absent if nothing is. */
    static @Nullable String fault(HttpServerRequest request) {
        if (request.uri().isEmpty() || request.uri().charAt(0) != '/') {
            return "the request target must be a path";
        }
        String fault = TargetRules.fault(request.uri());
        return fault == null ? headerFault(request.headers()) : fault;
    }

    private static @Nullable String headerFault(MultiMap headers) {
        int hosts = 0;
        int codings = 0;
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            String value = header.getValue();
            if (!HeaderRules.value(value)) {
                return "a header value holds a control character";
            }
            if (name.length() == 4 && name.equalsIgnoreCase("host")) {
                hosts++;
                if (!hostText(value)) {
                    return "the Host header is malformed";
                }
            } else if (name.length() == 17 && name.equalsIgnoreCase("transfer-encoding")) {
                codings++;
                if (!value.equalsIgnoreCase("chunked")) {
                    return "the only transfer coding is chunked";
                }
            } else if (name.length() == 14
                    && name.equalsIgnoreCase("content-length")
                    && HeaderRules.length(value) < 0) {
                return "the Content-Length is malformed";
            }
        }
        if (hosts != 1) {
            return "exactly one Host header is required";
        }
        return codings > 1 ? "the only transfer coding is chunked" : null;
    }

    /** A name, an address literal, and maybe a port; a user name or a path has no place here. */
    private static boolean hostText(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fine = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || ".-_:[]~!$&'()*+,;=%".indexOf(c) >= 0;
            if (!fine) {
                return false;
            }
        }
        return !host.isEmpty();
    }
}
