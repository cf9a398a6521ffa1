package net.authproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A GET whose target goes out byte by byte: URL classes would tidy it up or refuse it. */
final class RawTarget {

    private static final int LIMIT_MILLIS = 10_000;

    private RawTarget() {}

    /** The answer's status and text; its headers are part of the text. */
    static Answer get(int port, String target, String accept) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + accept
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
            return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
