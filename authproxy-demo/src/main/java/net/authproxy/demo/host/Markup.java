package net.authproxy.demo.host;

import java.util.List;

/** The frame around each page, and how text gets into HTML. */
final class Markup {

    private static final List<Entry> MENU = List.of(
            new Entry("/", "Today"),
            new Entry("/integrations", "Integrations"),
            new Entry("/integrations/one", "Just this one"),
            new Entry("/integrations/full", "Full page"));

    private Markup() {}

    /** Text for elements and quoted attributes. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A page for somebody who is signed in. */
    static String page(Employee person, String here, String title, String content) {
        StringBuilder menu = new StringBuilder();
        for (Entry entry : MENU) {
            menu.append("<a href=\"%s\"%s>%s</a>"
                    .formatted(entry.path(), entry.path().equals(here) ? " aria-current=\"page\"" : "", entry.label()));
        }
        return plain(title, """
                <header>
                  <a class="brand" href="/"><span class="mark" aria-hidden="true">L</span>Larkspur</a>
                  <nav aria-label="Main">%s</nav>
                  <form method="post" action="/sign-out" class="me">
                    <span class="face face-%s" aria-hidden="true">%s</span>
                    <span class="who"><b>%s</b><small>%s</small></span>
                    <button class="link">Switch</button>
                  </form>
                </header>
                <main>
                %s
                </main>
                """.formatted(
                        menu,
                        person.id(),
                        person.initials(),
                        text(person.fullName()),
                        text(person.tenant().title()),
                        content));
    }

    /** A page without the menu. */
    static String plain(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Larkspur</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/app.css">
                <script src="/app.js" defer></script>
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(text(title), body);
    }

    private record Entry(String path, String label) {}
}
