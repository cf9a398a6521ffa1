package net.authproxy.core.requestlog;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows as a proxy writes them. */
final class TestEntries {

    static final long START = 1_790_000_000_000L;

    private static final List<String> NAMESPACES =
            List.of("root", "root.a", "root.a.b", "root.a-b", "root.ab", "root.b");
    private static final List<Map<String, String>> LABELS = List.of(
            Map.of("type", "crm", "env", "prod", "team", "north"),
            Map.of("type", "erp", "env", ""),
            Map.of("type", "crm_x"),
            Map.of());

    private TestEntries() {}

    /** The row with that number; every tenth went wrong, every seventh has no connection. */
    static RequestLogEntry entry(int number) {
        boolean failed = number % 10 == 3;
        boolean connected = number % 7 != 0;
        Map<String, String> labels = LABELS.get(number % LABELS.size());
        return new RequestLogEntry(
                id(number),
                NAMESPACES.get(number % NAMESPACES.size()),
                connected ? "proxy" : "oauth",
                "cor_" + number % 100,
                Instant.ofEpochMilli(START + number / 3),
                12,
                failed ? null : 15L,
                connected ? String.format(Locale.ROOT, "cxn_%026d", number % 50) : null,
                connected ? String.format(Locale.ROOT, "cxr_%026d", number % 5) : null,
                connected ? number % 3 + 1 : null,
                labels.get("type"),
                "act_01kb2q6r3v8w9x0y1z2a3b4c5d",
                number % 4 == 0 ? "POST" : "GET",
                "https",
                "api.example.test",
                "/v2/invoices/" + number % 1000,
                failed ? null : 200 + number % 5 * 51,
                failed ? "upstream_timeout: no answer within 60 s" : null,
                "HTTP/1.1",
                1024,
                "application/json",
                failed ? null : "HTTP/2.0",
                failed ? 0 : 4096,
                failed ? null : "application/json; charset=utf-8",
                failed,
                false,
                number % 11 == 0,
                1,
                false,
                labels);
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "req_%026d", number);
    }
}
