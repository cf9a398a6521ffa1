package net.authproxy.server;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Copies what the JVM writes to standard error, where the product's log goes. */
final class CapturedLog implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(new Tee(), true, StandardCharsets.UTF_8));
    }

    String text() {
        return copy.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(before);
    }

    private final class Tee extends OutputStream {

        @Override
        public void write(int b) {
            before.write(b);
            copy.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            before.write(bytes, offset, length);
            copy.write(bytes, offset, length);
        }
    }
}
