package net.authproxy.core.shared.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the head of the one answer on a connection before the HTTP codec does, and refuses what the codec would repair
 * or what readers disagree on (RFC 9112 2.2, 5.1, 6.3; security D11). Interim answers end here. Steps out of the way
 * once the final head has passed.
 */
final class ResponseHeadGuard extends ByteToMessageDecoder {

    private static final int MAX_HEAD = 256 * 1024;
    private static final int MAX_INTERIM = 32;

    /** How much of the unread bytes was looked at, so that an answer in single bytes costs no more than one in a piece. */
    private int scanned;

    private int lineStart;
    private int interim;
    private boolean refused;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            int length = headLength(in);
            if (length > 0) {
                answer(context, in, length);
            }
        } catch (CorruptedFrameException malformed) {
            refused = true;
            in.skipBytes(in.readableBytes());
            context.fireExceptionCaught(malformed);
        }
    }

    /** Bytes up to and with the empty line; 0 if it has not come yet. */
    private int headLength(ByteBuf in) {
        int start = in.readerIndex();
        while (scanned < in.readableBytes()) {
            byte next = in.getByte(start + scanned);
            scanned++;
            if (next == '\n') {
                require(scanned >= 2 && in.getByte(start + scanned - 2) == '\r', "a line ends in a bare LF");
                boolean empty = scanned - lineStart == 2;
                lineStart = scanned;
                if (empty) {
                    return scanned;
                }
            }
        }
        require(scanned <= MAX_HEAD, "the header block is too long");
        return 0;
    }

    private void answer(ChannelHandlerContext context, ByteBuf in, int length) {
        require(length <= MAX_HEAD, "the header block is too long");
        String[] lines = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1)
                .split("\r\n");
        int status = ResponseHead.check(lines);
        if (status >= 200) {
            // The bytes still unread are handed on when this handler leaves.
            context.pipeline().remove(this);
            return;
        }
        interim++;
        require(interim <= MAX_INTERIM, "there are too many interim answers");
        in.skipBytes(length);
        scanned = 0;
        lineStart = 0;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CorruptedFrameException(otherwise);
        }
    }
}
