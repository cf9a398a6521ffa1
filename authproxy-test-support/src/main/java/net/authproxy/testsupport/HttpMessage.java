package net.authproxy.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 message as it stood on the wire, read strictly: anything odd is an {@link IOException}.
 *
 * @param startLine request or status line
 * @param headers name and value pairs in order
 * @param body without the chunked framing
 * @param complete false when the connection ended before the framing said so
 */
@SuppressWarnings("ArrayRecordComponent") // a test value, never compared
public record HttpMessage(String startLine, List<Header> headers, byte[] body, boolean complete) {

    /** One header line. */
    public record Header(String name, String value) {}

    /** Whether and how a body follows the header block. */
    public enum Kind {
        REQUEST,
        ANSWER,
        ANSWER_WITHOUT_BODY
    }

    /** All values of a header, name ignoring case. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** First value of a header, or the empty text. */
    public String first(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /** Second word of the start line: the target of a request, the status of an answer. */
    public String target() {
        return startLine.split(" ", -1)[1];
    }

    /** Status of an answer. */
    public int status() {
        return Integer.parseInt(target());
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Reads one message; null at the end of the stream. */
    public static @Nullable HttpMessage read(InputStream in, Kind kind) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        String line = line(in);
        while (line != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(colon - 1) == ' ') {
                throw new IOException("malformed header line: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
            line = line(in);
        }
        HttpMessage head = new HttpMessage(start, List.copyOf(headers), new byte[0], line != null);
        boolean bodiless = kind == Kind.ANSWER_WITHOUT_BODY || (kind == Kind.ANSWER && head.mayNotHaveBody());
        return line == null || bodiless ? head : head.withBody(in, kind);
    }

    private boolean mayNotHaveBody() {
        return target().startsWith("1") || target().equals("204") || target().equals("304");
    }

    private HttpMessage withBody(InputStream in, Kind kind) throws IOException {
        List<String> lengths = all("Content-Length");
        List<String> codings = all("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw new IOException("two framings: " + headers);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean whole;
        if (!codings.isEmpty()) {
            whole = chunks(in, out);
        } else if (!lengths.isEmpty()) {
            whole = copy(in, out, Long.parseLong(lengths.get(0)));
        } else {
            whole = true;
            if (kind == Kind.ANSWER) {
                copy(in, out, Long.MAX_VALUE);
            }
        }
        return new HttpMessage(startLine, headers, out.toByteArray(), whole);
    }

    private static boolean chunks(InputStream in, ByteArrayOutputStream out) throws IOException {
        while (true) {
            String size = line(in);
            if (size == null) {
                return false;
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                String trailer = line(in);
                while (trailer != null && !trailer.isEmpty()) {
                    trailer = line(in);
                }
                return trailer != null;
            }
            if (!copy(in, out, length)) {
                return false;
            }
            String end = line(in);
            if (end == null) {
                return false;
            }
            if (!end.isEmpty()) {
                throw new IOException("chunk not ended by CRLF");
            }
        }
    }

    private static boolean copy(InputStream in, ByteArrayOutputStream out, long length) throws IOException {
        byte[] buffer = new byte[65_536];
        long left = length;
        while (left > 0) {
            int read;
            try {
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            } catch (java.net.SocketException reset) {
                return false;
            }
            if (read < 0) {
                return false;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        return true;
    }

    /** One line without its CRLF; null at the end of the stream. */
    static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int b;
        try {
            b = in.read();
        } catch (java.net.SocketException reset) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            out.write(b);
            b = in.read();
        }
        if (b < 0) {
            if (out.size() == 0) {
                return null;
            }
            throw new EOFException("the stream ends within a line: " + out.toString(StandardCharsets.ISO_8859_1));
        }
        String line = out.toString(StandardCharsets.ISO_8859_1);
        if (!line.endsWith("\r") || line.indexOf('\r') < line.length() - 1) {
            throw new IOException("bare LF or CR: " + line);
        }
        return line.substring(0, line.length() - 1);
    }
}
