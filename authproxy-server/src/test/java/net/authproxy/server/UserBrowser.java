package net.authproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A user's browser at the service {@code public}, whose configured address it finds at another port. Follows nothing. */
final class UserBrowser {

    /** What {@link RunningServer} configures. */
    static final String PUBLIC_BASE = "http://localhost:8080";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    UserBrowser(int port) {
        this.port = port;
    }

    /** Where it was sent, or why not. */
    record Page(int status, String location, String body) {}

    Page open(String url) {
        String local = url.replace(PUBLIC_BASE, "http://127.0.0.1:" + port);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(local));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(
                    answer.statusCode(), answer.headers().firstValue("Location").orElse(""), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    Map<String, String> cookies() {
        return cookies;
    }
}
