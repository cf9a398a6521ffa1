package net.authproxy.demo.oauth2;

/** The frame of the provider's pages: one style sheet inside, nothing loaded, light and dark. */
final class PageStyle {

    /** Nothing but the style sheet inside the page; no {@code form-action}, which would stop the redirect to the client. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private static final String CSS = """
            :root { color-scheme: light dark; --page: #f3f5f9; --card: #fff; --text: #1b2330; --soft: #5a6678; --line: #dbe1ea;
              --accent: #3557d4; --on-accent: #fff; --tint: #eef2ff; --shadow: 0 10px 40px rgb(20 30 60 / .12); }
            @media (prefers-color-scheme: dark) { :root { --page: #10141c; --card: #1a202c; --text: #e8ecf3; --soft: #9ba8bb;
              --line: #2e3748; --accent: #8ea5ff; --on-accent: #10141c; --tint: #232c44; --shadow: 0 10px 40px rgb(0 0 0 / .5); } }
            * { box-sizing: border-box; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page);
              color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
            main { width: 100%; max-width: 440px; background: var(--card); border: 1px solid var(--line); border-radius: 18px;
              box-shadow: var(--shadow); padding: 32px 28px 24px; }
            .brand { display: flex; align-items: center; gap: 10px; color: var(--soft); font-size: 14px; margin-bottom: 22px; }
            .brand span { display: grid; place-items: center; width: 30px; height: 30px; border-radius: 9px; background: var(--accent);
              color: var(--on-accent); font-weight: 700; }
            h1 { font-size: 22px; line-height: 1.3; margin: 0 0 6px; overflow-wrap: anywhere; }
            p { margin: 0 0 18px; color: var(--soft); overflow-wrap: anywhere; }
            fieldset { border: 0; margin: 0 0 22px; padding: 0; }
            legend { padding: 0; margin-bottom: 8px; font-size: 13px; font-weight: 600; color: var(--soft); }
            label, li { display: flex; align-items: center; gap: 12px; padding: 11px 14px; border: 1px solid var(--line);
              border-radius: 12px; margin-bottom: 8px; overflow-wrap: anywhere; }
            label { cursor: pointer; }
            label:has(:checked) { border-color: var(--accent); background: var(--tint); }
            ul { list-style: none; margin: 0; padding: 0; }
            li::before { content: "✓"; color: var(--accent); font-weight: 700; width: 16px; text-align: center; }
            small { display: block; color: var(--soft); font-size: 13px; }
            input { accent-color: var(--accent); width: 16px; height: 16px; flex: none; margin: 0; }
            .actions { display: flex; gap: 10px; }
            button { flex: 1; padding: 12px; font: inherit; font-weight: 600; border-radius: 12px; border: 1px solid var(--line);
              background: transparent; color: inherit; cursor: pointer; }
            button.allow { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
            button:hover { filter: brightness(1.08); }
            :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
            footer { margin-top: 18px; font-size: 12px; color: var(--soft); text-align: center; overflow-wrap: anywhere; }
            """;

    private PageStyle() {}

    /** A whole page; {@code content} is HTML. */
    static Answer page(int status, String title, String content) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <div class="brand"><span aria-hidden="true">D</span>Demo provider</div>
                %s
                </main>
                </body>
                </html>
                """.formatted(Html.escape(title), CSS, content);
        return Answer.text(status, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    /** AuthProxy says {@code setup=pending} when a step is left to do. */
    static Answer done(Parameters query) {
        boolean pending = query.one("setup").isPresent();
        String text = pending
                ? "One more step waits: go back to the terminal, or to the application that sent you here."
                : "Go back to the terminal, or to the application that sent you here.";
        return page(200, "You can close this page", "<h1>You can close this page</h1>\n<p>" + text + "</p>");
    }

    static Answer problem(int status, String text) {
        return page(
                status,
                "This request cannot go on",
                "<h1>This request cannot go on</h1>\n<p>" + Html.escape(text) + "</p>");
    }
}
