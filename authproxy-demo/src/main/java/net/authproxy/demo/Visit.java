package net.authproxy.demo;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request with its path taken apart. */
record Visit(HttpServerRequest request, CredentialPlace place, String resource) {

    private static final Set<String> STREAMED = Set.of("slow", "stream", "bytes", "sink");

    String verb() {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    String argument() {
        int slash = resource.indexOf('/');
        return slash < 0 ? "" : resource.substring(slash + 1);
    }

    boolean isEcho() {
        return !STREAMED.contains(verb());
    }

    /** The status asked for by {@code status/<code>}; 200 for anything that is not one of 200 to 599. */
    int status() {
        long code = parse(argument(), 200);
        return code >= 200 && code <= 599 ? (int) code : 200;
    }

    /** A number from the query, moved into the bounds; {@code fallback} when absent or not a number. */
    long number(String name, long fallback, long min, long max) {
        return Math.clamp(parse(request.getParam(name), fallback), min, max);
    }

    static long parse(@Nullable String text, long fallback) {
        try {
            return text == null ? fallback : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return fallback;
        }
    }
}
