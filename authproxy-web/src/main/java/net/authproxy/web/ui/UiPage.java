package net.authproxy.web.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * The one page of a UI, for every address of it. It names the nonce of its style elements where the build left
 * {@code __CSP_NONCE__}; so it is never stored.
 */
final class UiPage {

    private static final String PLACEHOLDER = "__CSP_NONCE__";
    private static final int NONCE_BYTES = 16;
    private static final String ABSENT = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>No UI here</title></head>
            <body>
            <h1>This build has no web UI</h1>
            <p>It was built with <code>-DskipUi</code>. Build it without, or name a directory with a UI in
            <code>static.serve_from</code>. The API works as usual.</p>
            </body>
            </html>
            """;

    private final UiFiles files;
    private final SecureRandom random;

    UiPage(UiFiles files, SecureRandom random) {
        this.files = files;
        this.random = random;
    }

    String newNonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void write(HttpServletResponse response, String nonce) throws IOException {
        Optional<Resource> index = files.index();
        String html = index.isPresent()
                ? index.get().getContentAsString(StandardCharsets.UTF_8).replace(PLACEHOLDER, nonce)
                : ABSENT;
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        response.setStatus(index.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(bytes.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }
}
