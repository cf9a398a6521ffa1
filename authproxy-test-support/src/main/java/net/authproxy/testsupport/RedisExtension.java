package net.authproxy.testsupport;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for a test class: one server per JVM on loopback, with a password, emptied before each class. Use it as
 * {@code @RegisterExtension static final RedisExtension redis = new RedisExtension();}. Classes that share it must not
 * run at the same time in one JVM.
 */
public final class RedisExtension implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        flush();
    }

    /** Empties the server. */
    public void flush() {
        Shared.SERVER.command("FLUSHALL");
    }

    /** Sends one inline command, such as {@code CLIENT KILL TYPE pubsub}, and returns the first line of the answer. */
    public String command(String line) {
        return Shared.SERVER.command(line);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return Shared.SERVER.port();
    }

    public String password() {
        return Shared.SERVER.password();
    }

    private static final class Shared {
        static final RedisServerProcess SERVER = RedisServerProcess.start();
    }
}
