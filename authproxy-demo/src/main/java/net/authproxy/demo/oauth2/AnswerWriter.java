package net.authproxy.demo.oauth2;

import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes an answer, or what a fault makes of it. */
final class AnswerWriter {

    private static final int BLOCK = 1 << 16;

    void write(Exchange exchange, FaultPlan plan, Answer answer) {
        HttpServerResponse response = exchange.request().response();
        if (response.closed() || response.ended()) {
            return;
        }
        Answer.Content.Bytes content = answer.bytes();
        Buffer body = content.buffer();
        response.setStatusCode(answer.status()).putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        if (body.length() > 0) {
            response.putHeader("Content-Type", content.contentType());
        }
        for (Fault.GzipBomb bomb : plan.all(Fault.GzipBomb.class).toList()) {
            response.putHeader("Content-Encoding", "gzip");
            body = bomb(bomb.bytes(), body);
        }
        response.putHeader("Content-Length", Integer.toString(body.length()));
        if (plan.has(Fault.Half.class)) {
            response.write(body.slice(0, body.length() / 2))
                    .onComplete(written -> exchange.request().connection().close());
        } else {
            response.end(body);
        }
    }

    /** A TCP reset: what was not read yet is lost for the client. */
    void reset(HttpServerRequest request) {
        ConnectionBase connection = (ConnectionBase) request.connection();
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.close();
    }

    /** White space before the body keeps the unpacked answer valid JSON: only its size is hostile. */
    private static Buffer bomb(int bytes, Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] spaces = new byte[BLOCK];
        Arrays.fill(spaces, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                gzip.write(spaces, 0, (int) Math.min(left, BLOCK));
            }
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }
}
