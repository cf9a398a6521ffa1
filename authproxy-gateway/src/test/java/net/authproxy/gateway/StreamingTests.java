package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.proxy.Decision;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams keep their pace, their bytes and our memory (contract 9.2; security P7, P8). */
class StreamingTests {

    private static final int PIECE = 1 << 16;
    private static final long MIB = 1 << 20;

    private ProxyCases cases;

    @AfterEach
    void stop() {
        cases.close();
    }

    private static byte[] piece(long index) {
        byte[] bytes = new byte[PIECE];
        Arrays.fill(bytes, (byte) (index * 31 + 7));
        return bytes;
    }

    private static String head(boolean chunked, long length) {
        return chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n";
    }

    private static void writePieces(OutputStream out, boolean chunked, long length, MessageDigest digest)
            throws IOException {
        byte[] frame = ("10000\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] end = "\r\n".getBytes(StandardCharsets.ISO_8859_1);
        for (long i = 0; i < length / PIECE; i++) {
            byte[] piece = piece(i);
            digest.update(piece);
            if (chunked) {
                out.write(frame);
            }
            out.write(piece);
            if (chunked) {
                out.write(end);
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.flush();
    }

    /** Digest of a body with or without chunks, read piece by piece. */
    private static String digestBody(InputStream in, boolean chunked, long length) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[PIECE];
        long left = chunked ? chunk(in) : length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return "cut";
            }
            digest.update(buffer, 0, read);
            left -= read;
            if (left == 0 && chunked) {
                line(in);
                left = chunk(in);
            }
        }
        if (chunked) {
            line(in);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long chunk(InputStream in) throws IOException {
        return Long.parseLong(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PlatformDependent.usedDirectMemory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeUploadKeepsBytesAndMemory(boolean chunked) throws Exception {
        long length = 256 * MIB;
        CompletableFuture<String> received = new CompletableFuture<>();
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.head();
            received.complete(digestBody(connection.in(), chunked, length));
            connection.write(ProxyCases.OK);
        }));
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        long before = memory();

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("POST", "/x", head(chunked, length), ""));
            writePieces(client.socket().getOutputStream(), chunked, length, sent);
            assertThat(client.answer().status()).isEqualTo(200);
        }

        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(HexFormat.of().formatHex(sent.digest()));
        assertThat(memory() - before).isLessThan(64 * MIB);
        assertThat(cases.gate.row().requestBytes()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeDownloadKeepsBytesAndMemory(boolean chunked) throws Exception {
        long length = 256 * MIB;
        CompletableFuture<String> sent = new CompletableFuture<>();
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            connection.write("HTTP/1.1 200 OK\r\n" + head(chunked, length) + "\r\n");
            writePieces(connection.out(), chunked, length, digest);
            sent.complete(HexFormat.of().formatHex(digest.digest()));
            connection.in().read();
        }));
        long before = memory();

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY);
            assertThat(digestBody(client.in(), chunked, length)).isEqualTo(sent.get(10, TimeUnit.SECONDS));
        }

        assertThat(memory() - before).isLessThan(64 * MIB);
        assertThat(cases.gate.row().responseBytes()).isEqualTo(length);
    }

    @Test
    void bothDirectionsAtOnce() throws Exception {
        long length = 64 * MIB;
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.head();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            byte[] buffer = new byte[PIECE];
            long left = length;
            while (left > 0) {
                int read = connection.in().read(buffer, 0, (int) Math.min(buffer.length, left));
                connection.write(Arrays.copyOf(buffer, read));
                left -= read;
            }
        }));
        MessageDigest sent = MessageDigest.getInstance("SHA-256");

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("POST", "/x", head(false, length), ""));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    writePieces(client.socket().getOutputStream(), false, length, sent);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY);
            String received = digestBody(client.in(), false, length);
            writing.get(10, TimeUnit.SECONDS);
            assertThat(received).isEqualTo(HexFormat.of().formatHex(sent.digest()));
        }
    }

    @Test
    void slowReaderSlowsTheUpstreamNotTheHeap() throws Exception {
        AtomicLong written = new AtomicLong();
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + 512 * MIB + "\r\n\r\n");
            for (long i = 0; i < 512 * MIB / PIECE; i++) {
                connection.write(piece(i));
                written.addAndGet(PIECE);
            }
        }));

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY);
            long previous = -1;
            while (written.get() != previous) {
                previous = written.get();
                // Nothing to wait for but that nothing happens any more.
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
                        .join();
            }
            assertThat(written.get()).as("bytes the upstream could send").isLessThan(24 * MIB);
        }
    }

    @Test
    void slowUpstreamSlowsTheCaller() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.head();
            connection.pause(60_000);
        }));
        AtomicLong written = new AtomicLong();

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("POST", "/x", head(false, 512 * MIB), ""));
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (long i = 0; i < 512 * MIB / PIECE; i++) {
                        client.send(piece(i));
                        written.addAndGet(PIECE);
                    }
                } catch (IOException closed) {
                    written.addAndGet(0);
                }
            });
            long previous = -1;
            while (written.get() != previous) {
                previous = written.get();
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
                        .join();
            }
            assertThat(written.get()).isLessThan(24 * MIB);
            client.close();
            writer.join();
        }
    }

    @Test
    void readerWhoStopsIsCutAfterTheIdleTime() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + 512 * MIB + "\r\n\r\n");
            for (long i = 0; i < 512 * MIB / PIECE; i++) {
                connection.write(piece(i));
            }
        }));
        Duration none = Duration.ZERO;
        Duration idle = Duration.ofMillis(500);
        cases.gate.limits = new Decision.Limits(idle, idle, idle, none, 0, 0, 0);

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            assertThat(cases.gate.row().timedOut()).isTrue();
            assertThat(cases.upstream.connections().get(0).endedWithin(1, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(cases.gateway
                            .meters
                            .get("authproxy_http_server_connections")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    @Tag("P8")
    void eventsArriveAtOnce() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write("9\r\ndata: 1\n\n\r\n");
            // The second event is sent only after the first was seen at the other end.
            seen.get(5, TimeUnit.SECONDS);
            connection.write("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        }));

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY);
            assertThat(line(client.in())).isEqualTo("9");
            assertThat(line(client.in())).isEqualTo("data: 1");
            seen.complete(null);
            line(client.in());
            line(client.in());
            assertThat(line(client.in())).isEqualTo("9");
            assertThat(line(client.in())).isEqualTo("data: 2");
        }
    }

    @Test
    @Tag("P8")
    void callerWhoLeavesClosesTheUpstreamWithinASecond() throws Exception {
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
            connection.in().read();
        }));

        try (RawClient client = cases.gateway.connect()) {
            client.send(ProxyCases.raw("GET", "/x", "", ""));
            HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY);
        }

        assertThat(cases.upstream.connections().get(0).endedWithin(1, TimeUnit.SECONDS))
                .isTrue();
        assertThat(cases.gate.row().cancelled()).isTrue();
        assertThat(cases.gate.rows).isEmpty();
    }

    @Test
    void callerWhoLeavesBeforeTheAnswerCancelsToo() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        cases = new ProxyCases(UpstreamServer.scripted(connection -> {
            connection.request();
            asked.complete(null);
            connection.in().read();
        }));

        for (String request : new String[] {
            ProxyCases.raw("GET", "/x", "", ""), ProxyCases.envelopeRequest("{\"url\":\"/x\",\"method\":\"GET\"}", "")
        }) {
            try (RawClient client = cases.gateway.connect()) {
                client.send(request);
                asked.get(5, TimeUnit.SECONDS);
            }
            assertThat(cases.gate.row().cancelled()).isTrue();
        }
        for (UpstreamServer.Connection connection : cases.upstream.connections()) {
            assertThat(connection.endedWithin(1, TimeUnit.SECONDS)).isTrue();
        }
    }
}
