package net.authproxy.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import java.util.StringJoiner;

/**
 * The request parser without its leniencies: exactly one blank between the words of the request line (RFC 9112 3),
 * HTTP/1.0 and 1.1 only, header names that are tokens, and no persistent HTTP/1.0 connections, whose answers could not
 * be delimited.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private final CallerConnections.Watch watch;
    private int previousEnd;

    StrictRequestDecoder(Http1ServerConfig config, CallerConnections.Watch watch) {
        super(config);
        this.watch = watch;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        watch.bytes();
        int before = out.size();
        super.decode(context, in, out);
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) {
                watch.head();
                if (HttpVersion.HTTP_1_0.equals(request.protocolVersion())) {
                    closeAfterwards(request.headers());
                }
            }
        }
    }

    private static void closeAfterwards(HttpHeaders headers) {
        StringJoiner tokens = new StringJoiner(", ");
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String token : value.split(",", -1)) {
                if (!token.trim().equalsIgnoreCase("keep-alive")) {
                    tokens.add(token.trim());
                }
            }
        }
        headers.set(HttpHeaderNames.CONNECTION, tokens.add("close").toString());
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        if (start != 0) {
            throw new IllegalArgumentException("white space before the method");
        }
        previousEnd = length;
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireOneBlank(line, start);
        previousEnd = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireOneBlank(line, start);
        String version = super.splitThirdWordInitialLine(line, start, length);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new IllegalArgumentException("unsupported protocol version");
        }
        return version;
    }

    private void requireOneBlank(byte[] line, int start) {
        if (start != previousEnd + 1 || line[previousEnd] != ' ') {
            throw new IllegalArgumentException("the words of the request line must be separated by one blank");
        }
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (length == 0) {
            throw new IllegalArgumentException("empty header name");
        }
        for (int i = start; i < start + length; i++) {
            if (!HeaderRules.tokenByte(line[i])) {
                throw new IllegalArgumentException("header name is not a token");
            }
        }
        return super.splitHeaderName(line, start, length);
    }
}
