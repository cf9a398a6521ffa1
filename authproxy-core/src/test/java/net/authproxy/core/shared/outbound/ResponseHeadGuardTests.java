package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseHeadGuardTests {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\n\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel(new ResponseHeadGuard());

    @Test
    void passesAnswerOnWhereverItIsCut() {
        String sent = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + ANSWER;

        for (int i = 0; i < sent.length(); i++) {
            receive(sent.substring(i, i + 1));
        }

        assertThat(passedOn()).isEqualTo(ANSWER);
        assertThat(channel.pipeline().get(ResponseHeadGuard.class)).isNull();
    }

    @Test
    void passesAnswerOnInOnePiece() {
        receive("HTTP/1.1 100 Continue\r\n\r\n" + ANSWER);

        assertThat(passedOn()).isEqualTo(ANSWER);
    }

    @Test
    void passesNothingOnAfterRefusal() {
        assertThatExceptionOfType(CorruptedFrameException.class)
                .isThrownBy(() -> receive("HTTP/1.1 200 OK\r\nA : b\r\n\r\n" + ANSWER));

        receive(ANSWER);

        assertThat(passedOn()).isEmpty();
    }

    @Test
    void keepsNoMoreThanTheLongestHead() {
        String filler = "X: " + "a".repeat(1000) + "\r\n";

        assertThatExceptionOfType(CorruptedFrameException.class).isThrownBy(() -> {
            receive("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 300; i++) {
                receive(filler);
            }
        });
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private String passedOn() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            all.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return all.toString();
    }
}
