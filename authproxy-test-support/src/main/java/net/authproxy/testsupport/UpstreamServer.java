package net.authproxy.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An upstream on loopback that speaks raw bytes: it records what it received, byte for byte, and answers what a script
 * writes, however wrong that is.
 */
public final class UpstreamServer implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<HttpMessage> requests = new CopyOnWriteArrayList<>();

    private UpstreamServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread.ofPlatform().daemon().name("upstream-" + server.getLocalPort()).start(this::accept);
    }

    /** What happens on one connection; it is closed when the script returns or throws. */
    @FunctionalInterface
    public interface Script {

        void serve(Connection connection) throws Exception;
    }

    /** An upstream that runs the script on every connection. */
    public static UpstreamServer scripted(Script script) {
        try {
            return new UpstreamServer(new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same behind TLS. */
    public static UpstreamServer scriptedTls(SSLContext tls, String[] protocols, Script script) {
        try {
            var socket = (javax.net.ssl.SSLServerSocket)
                    tls.getServerSocketFactory().createServerSocket(0, 64, InetAddress.getLoopbackAddress());
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            return new UpstreamServer(socket, script);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An upstream that gives this raw answer to each request, on persistent connections. */
    public static UpstreamServer answering(String rawAnswer) {
        return scripted(connection -> {
            while (connection.request() != null) {
                connection.write(rawAnswer);
            }
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    /** All requests that were read whole so far. */
    public List<HttpMessage> requests() {
        return List.copyOf(requests);
    }

    /** All connections so far. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Every byte received so far, on all connections. */
    public String received() {
        StringBuilder all = new StringBuilder();
        connections.forEach(connection -> all.append(connection.received()));
        return all.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept(), requests);
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> connection.run(script));
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        connections.forEach(Connection::close);
    }

    /** One connection, as the script sees it. */
    public static final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final List<HttpMessage> requests;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CountDownLatch ended = new CountDownLatch(1);

        private Connection(Socket socket, List<HttpMessage> requests) throws IOException {
            socket.setTcpNoDelay(true);
            this.socket = socket;
            this.requests = requests;
            this.out = socket.getOutputStream();
            this.in = new BufferedInputStream(new Recording(socket.getInputStream(), received));
        }

        private void run(Script script) {
            try {
                script.serve(this);
            } catch (Exception e) {
                // The peer went away, or sent something that is not strict HTTP: both are in the recorded bytes.
                received.writeBytes(("\n[" + e + "]").getBytes(StandardCharsets.ISO_8859_1));
            } finally {
                close();
                ended.countDown();
            }
        }

        /** Reads one whole request; null when the peer closed. */
        public @Nullable HttpMessage request() throws IOException {
            HttpMessage request = HttpMessage.read(in, HttpMessage.Kind.REQUEST);
            if (request != null) {
                requests.add(request);
            }
            return request;
        }

        /** Reads one request line with headers, without the body. */
        public @Nullable HttpMessage head() throws IOException {
            return HttpMessage.read(in, HttpMessage.Kind.ANSWER_WITHOUT_BODY);
        }

        public OutputStream out() {
            return out;
        }

        public InputStream in() {
            return in;
        }

        public void write(String latin1) throws IOException {
            write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Lets time pass, for an upstream that is slow on purpose. */
        public void pause(long millis) throws InterruptedException {
            if (ended.await(millis, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("the connection has ended");
            }
        }

        /** Closes with a reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Every byte received so far on this connection, as Latin-1. */
        public String received() {
            synchronized (received) {
                return received.toString(StandardCharsets.ISO_8859_1);
            }
        }

        /** Waits until the peer has closed and the script has ended. */
        public boolean endedWithin(long time, TimeUnit unit) throws InterruptedException {
            return ended.await(time, unit);
        }

        private void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Recording extends InputStream {

        private static final int MOST = 4 << 20;

        private final InputStream in;
        private final ByteArrayOutputStream copy;

        private Recording(InputStream in, ByteArrayOutputStream copy) {
            this.in = in;
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            synchronized (copy) {
                if (read > 0 && copy.size() < MOST) {
                    copy.write(bytes, offset, read);
                }
            }
            return read;
        }
    }
}
