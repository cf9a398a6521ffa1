package net.authproxy.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser as far as a login page needs one: cookies, redirects by hand, forms. It stops where the provider sends the
 * person back to the client, and never asks that address.
 */
final class FormBrowser implements AutoCloseable {

    private static final int MOST_REDIRECTS = 10;

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String redirectUri;

    /** A browser for one authorization; the URL says where it ends. */
    FormBrowser(String authorizeUrl) {
        this.redirectUri = parameter(authorizeUrl, "redirect_uri");
    }

    /** What the browser is at after a request. */
    sealed interface Place {

        /** A page of the provider. */
        record Page(URI uri, int status, String html) implements Place {}

        /** The client's address, not asked. */
        record Callback(String url) implements Place {}
    }

    Place get(String url) {
        return follow(HttpRequest.newBuilder(URI.create(url)));
    }

    Place post(URI uri, List<Map.Entry<String, String>> fields) {
        String form = fields.stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return follow(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private Place follow(HttpRequest.Builder first) {
        HttpResponse<String> answer = send(first);
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            if (answer.statusCode() < 300 || answer.statusCode() > 399) {
                return new Place.Page(answer.uri(), answer.statusCode(), answer.body());
            }
            URI next =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
            if (next.toString().startsWith(redirectUri)) {
                return new Place.Callback(next.toString());
            }
            answer = send(HttpRequest.newBuilder(next));
        }
        throw new IllegalStateException("more than " + MOST_REDIRECTS + " redirects");
    }

    /** Cookies go back whatever their attributes say: a page on plain http may mark them Secure. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.header("Accept", "text/html");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
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

    static String parameter(String url, String name) {
        for (String pair : URI.create(url).getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("the URL has no parameter " + name);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
