package net.authproxy.gateway;

import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request, off by default; values of {@code auth_token}, {@code code} and {@code state} are masked. */
final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final String[] MASKED = {"auth_token", "code", "state", "state_id"};
    private static final int LONGEST = 2_048;

    private AccessLog() {}

    static void line(String service, HttpServerRequest request, String id, int status, long nanos) {
        log.info(
                "service={} request_id={} remote={} method={} uri={} status={} ms={}",
                service,
                id,
                request.remoteAddress().hostAddress(),
                clean(request.method().name()),
                masked(clean(request.uri())),
                status,
                nanos / 1_000_000);
    }

    /** The target with the values of secret parameters replaced. */
    static String masked(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        StringBuilder out = new StringBuilder(uri.length()).append(uri, 0, query);
        char separator = '?';
        for (String parameter : uri.substring(query + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            out.append(separator).append(equals >= 0 && secret(name) ? name + "=***" : parameter);
            separator = '&';
        }
        return out.toString();
    }

    private static boolean secret(String name) {
        for (String masked : MASKED) {
            if (QueryNames.equal(name, masked)) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            out.append(c <= ' ' || c >= 0x7f ? '?' : c);
        }
        return out.toString();
    }
}
