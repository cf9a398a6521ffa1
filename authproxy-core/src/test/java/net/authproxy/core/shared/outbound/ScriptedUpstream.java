package net.authproxy.core.shared.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A raw upstream on loopback: reads one request per connection as far as its head, answers with fixed bytes, records
 * what it was sent.
 */
final class ScriptedUpstream implements AutoCloseable {

    /** What happens once the bytes are out. */
    enum Then {
        CLOSE,
        /** Sends them before it was asked, then closes. */
        GREET,
        STALL
    }

    private final ServerSocket listener;
    private final byte[] answer;
    private final Then then;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    ScriptedUpstream(InetAddress address, byte[] answer, Then then) {
        try {
            this.listener = new ServerSocket(0, 50, address);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        this.answer = answer;
        this.then = then;
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedUpstream answering(String text) {
        return new ScriptedUpstream(
                InetAddress.getLoopbackAddress(), text.getBytes(StandardCharsets.ISO_8859_1), Then.CLOSE);
    }

    static ScriptedUpstream stallingAfter(String text) {
        return new ScriptedUpstream(
                InetAddress.getLoopbackAddress(), text.getBytes(StandardCharsets.ISO_8859_1), Then.STALL);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try {
            if (then != Then.GREET) {
                requests.add(readHead(connection.getInputStream()));
            }
            OutputStream out = connection.getOutputStream();
            out.write(answer);
            out.flush();
            if (then != Then.STALL) {
                connection.shutdownOutput();
                connection.getInputStream().readAllBytes();
                connection.close();
            }
        } catch (IOException gone) {
            // The client hung up, as some tests want.
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The request heads so far. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
