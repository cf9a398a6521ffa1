package net.authproxy.server;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A browser as far as a session goes: it keeps the cookie and the XSRF token of one service and sends them along. */
final class Browser {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Caller service;
    private String cookie = "";
    private String xsrf = "";

    Browser(int port) {
        this.service = RunningServer.caller(port, () -> "");
    }

    /** Another window with the same cookie and token. */
    Browser at(int port) {
        return new Browser(port).holding(cookie, xsrf);
    }

    Browser holding(String otherCookie, String otherXsrf) {
        cookie = otherCookie;
        xsrf = otherXsrf;
        return this;
    }

    /** The cookie as {@code name=value}; empty without one. */
    String cookie() {
        return cookie;
    }

    String xsrf() {
        return xsrf;
    }

    /** Trades the token for a session; an empty token sends none. */
    Answer initiate(String token) {
        return initiate(token, Map.of());
    }

    Answer initiate(String token, Map<String, ?> body) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        return send("POST", "/session/_initiate", JSON.writeValueAsString(body), headers);
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Sends with the XSRF token, as our pages do. */
    Answer post(String path, Object body) {
        return send(
                "POST",
                path,
                JSON.writeValueAsString(body),
                Map.of("Content-Type", "application/json", "X-XSRF-TOKEN", xsrf));
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of("X-XSRF-TOKEN", xsrf));
    }

    /** Sends exactly these headers and the cookie; takes over what the answer sets. */
    Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (!cookie.isEmpty()) {
            all.put("Cookie", cookie);
        }
        Answer answer =
                service.send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), all);
        String set = answer.header("Set-Cookie");
        if (!set.isEmpty()) {
            String pair = set.substring(0, set.indexOf(';'));
            cookie = pair.endsWith("=") ? "" : pair;
        }
        if (!answer.header("X-XSRF-TOKEN").isEmpty()) {
            xsrf = answer.header("X-XSRF-TOKEN");
        }
        return answer;
    }
}
