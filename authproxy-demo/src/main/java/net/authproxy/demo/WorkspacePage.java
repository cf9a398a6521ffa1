package net.authproxy.demo;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page on which a person chooses a workspace and goes back with it: what a redirect step of a connector visits. */
final class WorkspacePage {

    private static final List<String> WORKSPACES = List.of("north", "south");
    private static final String HERE =
            "https?://(?:localhost|127\\.0\\.0\\.1)(?::[0-9]{1,5})?/[\\x21-\\x7e&&[^\"'<>]]*";

    private WorkspacePage() {}

    /** Only pages of this machine are gone back to. */
    static void show(HttpServerRequest request) {
        String back = request.getParam("return_url");
        boolean fine = isHere(back);
        request.response()
                .setStatusCode(fine ? 200 : 400)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(page(fine ? links(String.valueOf(back)) : "<p>return_url must be a page of this machine.</p>"));
    }

    private static boolean isHere(@Nullable String url) {
        return url != null && url.matches(HERE);
    }

    private static String links(String back) {
        String base = back.replace("&", "&amp;") + (back.contains("?") ? "&amp;" : "?");
        String choices = WORKSPACES.stream()
                .map(name -> link(base + "workspace=" + name, "Use workspace " + name))
                .collect(Collectors.joining());
        return choices
                + link(back.replace("&", "&amp;"), "Choose none")
                + link(base + "error=server_error&amp;error_description=no+workspace+is+open", "Report an error");
    }

    private static String link(String address, String text) {
        return "<p><a href=\"" + address + "\">" + text + "</a></p>";
    }

    private static String page(String content) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark"><title>Demo workspaces</title></head>
                <body><main><h1>Choose a workspace</h1>%s</main></body></html>
                """.formatted(content);
    }
}
