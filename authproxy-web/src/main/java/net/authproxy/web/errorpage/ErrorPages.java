package net.authproxy.web.errorpage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * How page routes fail (contract 5.6): by sending the browser to the operator's page of that kind, or else by a page of
 * ours with the right status. Nothing a caller sent is ever in either.
 */
public final class ErrorPages {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*\\.?(Error|Title|Description)\\s*}}");
    private static final String STANDARD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Title}}</title>
            <style>
            body { font-family: system-ui, sans-serif; margin: 20vh auto 0; max-width: 32rem; padding: 0 1rem; }
            p { color: #555; }
            @media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } p { color: #aaa; } }
            </style>
            </head>
            <body>
            <main>
            <h1>{{Title}}</h1>
            <p>{{Description}}</p>
            </main>
            </body>
            </html>
            """;

    private final Map<ErrorKind, URI> elsewhere;
    private final String template;

    /**
     * Takes the operator's choice.
     *
     * @param elsewhere pages of the operator, for the kinds that have one
     * @param template HTML with the variables {@code {{Error}}}, {@code {{Title}}} and {@code {{Description}}}; absent: the
     *     built-in page
     */
    public ErrorPages(Map<ErrorKind, URI> elsewhere, @Nullable String template) {
        this.elsewhere = new EnumMap<>(ErrorKind.class);
        this.elsewhere.putAll(elsewhere);
        this.template = template == null ? STANDARD : template;
    }

    /** The answer of a page route that failed. */
    public ResponseEntity<byte[]> failure(ErrorKind kind) {
        URI page = elsewhere.get(kind);
        return page == null
                ? page(kind)
                : ResponseEntity.status(HttpStatus.FOUND).location(page).build();
    }

    /** The same with another status, where ours is shown. */
    public ResponseEntity<byte[]> failure(ErrorKind kind, HttpStatus status) {
        ResponseEntity<byte[]> usual = failure(kind);
        return usual.getStatusCode().is3xxRedirection()
                ? usual
                : ResponseEntity.status(status).headers(usual.getHeaders()).body(usual.getBody());
    }

    /** Our own page, wherever the operator's is. */
    ResponseEntity<byte[]> page(ErrorKind kind) {
        Map<String, String> values =
                Map.of("Error", kind.text(), "Title", kind.title(), "Description", kind.description());
        String html = VARIABLE.matcher(template)
                .replaceAll(found ->
                        Matcher.quoteReplacement(HtmlUtils.htmlEscape(values.getOrDefault(found.group(1), ""))));
        return ResponseEntity.status(kind.status())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .body(html.getBytes(StandardCharsets.UTF_8));
    }
}
