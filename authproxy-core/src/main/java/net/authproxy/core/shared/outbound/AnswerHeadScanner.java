package net.authproxy.core.shared.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Looks at the bytes of an answer's header block before the codec does. The codec reads {@code Content-Length x: 5} as
 * Content-Length; here a header name must be a token that is followed by its colon (RFC 9112 5.1). Body bytes are not
 * looked at.
 */
final class AnswerHeadScanner extends ChannelInboundHandlerAdapter {

    private enum At {
        BODY,
        STATUS_LINE,
        LINE_START,
        NAME,
        VALUE,
        BROKEN
    }

    private static final int STATUS_POSITION = 9;
    private static final boolean[] TOKEN = tokenCharacters();

    private At at = At.BODY;
    private boolean interim;
    private boolean emptyLine;
    private int column;

    /** A request was sent: the next bytes are the head of its answer. */
    void expectHead() {
        if (at != At.BROKEN) {
            at = At.STATUS_LINE;
            column = 0;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (at != At.BODY && message instanceof ByteBuf bytes) {
            scan(bytes);
        }
        if (at == At.BROKEN) {
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(new UpstreamProtocolException("upstream sent a malformed header line"));
        } else {
            context.fireChannelRead(message);
        }
    }

    private void scan(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int i = bytes.readerIndex(); i < end && at != At.BODY && at != At.BROKEN; i++) {
            if (at == At.VALUE) {
                int lineEnd = bytes.indexOf(i, end, (byte) '\n');
                if (lineEnd < 0) {
                    return;
                }
                i = lineEnd;
                at = At.LINE_START;
            } else {
                step(bytes.getByte(i));
            }
        }
    }

    private void step(byte b) {
        switch (at) {
            case STATUS_LINE -> statusLine(b);
            case LINE_START -> lineStart(b);
            case NAME -> name(b);
            case VALUE, BODY, BROKEN -> {}
        }
    }

    /** {@code HTTP/1.1 103 ..}: a status of one hundred and something is followed by another head. */
    private void statusLine(byte b) {
        if (column == STATUS_POSITION) {
            interim = b == '1';
        }
        column++;
        if (b == '\n') {
            // Empty lines before a status line are skipped by the codec as well.
            at = column <= 2 ? At.STATUS_LINE : At.LINE_START;
            column = 0;
        }
        emptyLine = false;
    }

    private void lineStart(byte b) {
        if (b == '\r') {
            emptyLine = true;
        } else if (b == '\n' && emptyLine) {
            at = interim ? At.STATUS_LINE : At.BODY;
            column = 0;
        } else if (b == ' ' || b == '\t') {
            at = At.VALUE;
        } else {
            emptyLine = false;
            name(b);
        }
    }

    private void name(byte b) {
        if (b == ':') {
            at = At.VALUE;
        } else {
            at = token(b) ? At.NAME : At.BROKEN;
        }
    }

    private static boolean token(byte b) {
        return b > 0 && TOKEN[b];
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            token[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            token[c] = true;
        }
        return token;
    }
}
