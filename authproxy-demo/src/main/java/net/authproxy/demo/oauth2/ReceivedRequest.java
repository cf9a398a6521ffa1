package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with every secret in it: for assertions of tests only. Its text form has no values.
 *
 * @param query as it stands in the request line; null without one
 * @param headers names in lower case
 * @param parameters of the query and of a form or JSON body
 */
public record ReceivedRequest(
        Instant at,
        Endpoint endpoint,
        String method,
        String path,
        @Nullable String query,
        Map<String, List<String>> headers,
        Map<String, List<String>> parameters) {

    public ReceivedRequest {
        headers = Map.copyOf(headers);
        parameters = Map.copyOf(parameters);
    }

    /** The only value of a parameter; null when it is absent or repeated. */
    public @Nullable String parameter(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }

    /** The only value of a header; null when it is absent or repeated. */
    public @Nullable String header(String lowerCaseName) {
        List<String> values = headers.getOrDefault(lowerCaseName, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }

    @Override
    public String toString() {
        return method + " " + path + " " + parameters.keySet() + " at " + at;
    }
}
