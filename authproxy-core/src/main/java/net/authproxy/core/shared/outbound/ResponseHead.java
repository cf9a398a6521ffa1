package net.authproxy.core.shared.outbound;

import static net.authproxy.core.shared.outbound.ResponseHeadGuard.require;

import org.jspecify.annotations.Nullable;

/** The rules for one response head, decided on its lines (RFC 9112 4, 5, 6.3). */
final class ResponseHead {

    private static final int SWITCHING_PROTOCOLS = 101;

    private @Nullable String contentLength;
    private boolean chunked;

    private ResponseHead() {}

    /**
     * The status of a head that has only one reading.
     *
     * @throws io.netty.handler.codec.CorruptedFrameException if it has none or several
     */
    static int check(String[] lines) {
        require(lines.length > 0, "there is no status line");
        int status = status(lines[0]);
        ResponseHead head = new ResponseHead();
        for (int i = 1; i < lines.length; i++) {
            head.field(lines[i]);
        }
        require(!head.chunked || head.contentLength == null, "the lengths contradict each other");
        return status;
    }

    /** {@code HTTP/1.x}, a space, three digits, then nothing or a space and a reason. */
    private static int status(String line) {
        boolean shaped = line.length() >= 12
                && line.startsWith("HTTP/1.")
                && Ascii.isDigit(line.charAt(7))
                && line.charAt(8) == ' '
                && (line.length() == 12 || line.charAt(12) == ' ');
        require(shaped, "the status line is malformed");
        int status = 0;
        for (int i = 9; i < 12; i++) {
            require(Ascii.isDigit(line.charAt(i)), "the status is no number");
            status = status * 10 + (line.charAt(i) - '0');
        }
        require(status >= 100 && status < 600 && status != SWITCHING_PROTOCOLS, "the status ends no exchange");
        return status;
    }

    private void field(String line) {
        int colon = line.indexOf(':');
        require(colon > 0 && Ascii.isToken(line.substring(0, colon)), "a header name is malformed");
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        if (name.equalsIgnoreCase("content-length")) {
            require(contentLength == null || contentLength.equals(value), "the lengths contradict each other");
            contentLength = value;
        } else if (name.equalsIgnoreCase("transfer-encoding")) {
            require(!chunked && value.equalsIgnoreCase("chunked"), "the transfer coding is unknown");
            chunked = true;
        }
    }
}
