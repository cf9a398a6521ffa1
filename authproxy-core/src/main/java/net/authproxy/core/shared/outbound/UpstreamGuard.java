package net.authproxy.core.shared.outbound;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses what the HTTP codec lets through in an upstream's answer and decides which connections may be pooled again
 * (RFC 9110 15, RFC 9112 6; security D11). Interim answers end here: nobody behind it ever sees one.
 */
final class UpstreamGuard extends ChannelDuplexHandler {

    private static final int LOWEST_FINAL = 200;
    private static final int HIGHEST = 599;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int MAX_INTERIM = 32;

    private final AnswerHeadScanner scanner;
    private boolean head;
    private boolean inInterim;
    private boolean broken;
    private int interim;

    UpstreamGuard(AnswerHeadScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request) {
            head = HttpMethod.HEAD.equals(request.method());
            interim = 0;
            scanner.expectHead();
        }
        // The promise tells the writer; the returned future is the same one.
        ChannelFuture unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (broken) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpResponse response
                && response.decoderResult().isSuccess()) {
            answer(context, response);
        } else if (inInterim) {
            inInterim = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void answer(ChannelHandlerContext context, HttpResponse response) {
        int status = response.status().code();
        if (status == SWITCHING_PROTOCOLS) {
            refuse(context, response, "upstream switched protocols unasked");
        } else if (status >= 100 && status < LOWEST_FINAL) {
            swallowInterim(context, response);
        } else if (status < LOWEST_FINAL || status > HIGHEST) {
            refuse(context, response, "upstream sent an impossible status");
        } else if (unknownCoding(response.headers())) {
            refuse(context, response, "upstream used an unknown transfer coding");
        } else {
            inInterim = false;
            closeWhenDoubtful(status, response.headers());
            context.fireChannelRead(response);
        }
    }

    private void swallowInterim(ChannelHandlerContext context, HttpResponse response) {
        inInterim = !(response instanceof LastHttpContent);
        if (++interim > MAX_INTERIM) {
            refuse(context, response, "upstream sent too many interim answers");
        } else {
            ReferenceCountUtil.release(response);
        }
    }

    private void refuse(ChannelHandlerContext context, HttpResponse response, String reason) {
        broken = true;
        ReferenceCountUtil.release(response);
        context.fireExceptionCaught(new UpstreamProtocolException(reason));
    }

    private static boolean unknownCoding(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return false;
        }
        var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() != 1
                || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.get(0).trim());
    }

    /**
     * An answer that must have no body but announces one may be followed by that body, which would be read as the next
     * answer; "Connection" is reduced to the one word the client understands.
     */
    private void closeWhenDoubtful(int status, HttpHeaders headers) {
        boolean empty = head || status == NO_CONTENT || status == NOT_MODIFIED;
        boolean announcesBody = headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || announcesLength(headers);
        if ((empty && announcesBody)
                || headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private static boolean announcesLength(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && !length.equals("0");
    }
}
