package net.authproxy.core.connector.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads calls the server makes by itself. */
final class RequestReader {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> BODIES = List.of("body", "body_json", "body_raw");

    /** RFC 9110 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private RequestReader() {}

    /** Method, URL and headers; the caller closes the reader. */
    static RequestTemplate request(ObjectReader in, TemplateScope scope) {
        String method = in.requiredText("method").toUpperCase(Locale.ROOT);
        if (!method.isEmpty() && !METHODS.contains(method)) {
            in.finding("method", "must be one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        return new RequestTemplate(
                method, ValueReader.requiredUrl(in, "url", scope), headers(in, "headers", scope), null);
    }

    /** The same with a body. */
    static RequestTemplate requestWithBody(ObjectReader in, TemplateScope scope) {
        RequestTemplate request = request(in, scope);
        return new RequestTemplate(request.method(), request.url(), request.headers(), body(in));
    }

    private static @Nullable RequestBody body(ObjectReader in) {
        List<String> given = BODIES.stream().filter(in::has).toList();
        if (given.size() > 1) {
            in.reading().finding(in.path(), "must have at most one of " + String.join(", ", BODIES));
        }
        String text = in.text("body");
        JsonNode json = in.raw("body_json");
        String raw = in.text("body_raw");
        if (raw != null) {
            ValueReader.requireBase64(in, "body_raw", raw);
            return new RequestBody.Raw(raw);
        }
        if (json != null) {
            return new RequestBody.Json(json.deepCopy());
        }
        return text == null ? null : new RequestBody.Text(text);
    }

    static Map<String, TemplatedValue> headers(ObjectReader in, String key, TemplateScope scope) {
        Map<String, TemplatedValue> headers = ValueReader.templatedMap(in, key, scope);
        headers.keySet().forEach(name -> checkName(in, in.path(key).member(name), name));
        return headers;
    }

    static void checkName(ObjectReader in, DocumentPath path, String name) {
        if (!TOKEN.matcher(name).matches()) {
            in.reading().finding(path, "is not a header name");
        }
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
