package net.authproxy.testsupport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A caller on loopback that sends exactly the bytes it is told to. */
public final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects to a port of this machine. */
    public RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public RawClient send(String latin1) throws IOException {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Reads one answer, null when the peer closed without one; interim answers count as answers. */
    public @Nullable HttpMessage answer() throws IOException {
        return HttpMessage.read(in, HttpMessage.Kind.ANSWER);
    }

    /** Reads the answer to a HEAD request. */
    public @Nullable HttpMessage answerToHead() throws IOException {
        return HttpMessage.read(in, HttpMessage.Kind.ANSWER_WITHOUT_BODY);
    }

    /** Whether the peer closes or resets, reading away whatever it still sends. */
    public boolean closedByPeer() throws IOException {
        byte[] rest = new byte[8_192];
        try {
            int read = in.read(rest);
            while (read >= 0) {
                read = in.read(rest);
            }
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** Everything until the peer closes, as Latin-1. */
    public String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] bytes = new byte[8_192];
        try {
            int read = in.read(bytes);
            while (read >= 0) {
                all.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                read = in.read(bytes);
            }
        } catch (java.net.SocketException reset) {
            return all.toString();
        }
        return all.toString();
    }

    public InputStream in() {
        return in;
    }

    /** How long a read may wait, in milliseconds. */
    public RawClient timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    /** Small socket buffers, for a caller that does not keep up. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
