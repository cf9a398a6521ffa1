package net.authproxy.core.shared.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * This process's one Redis client. It connects at the first use and reconnects by itself; while Redis is away a command
 * fails at once, and no command takes longer than 2 s. A command whose answer was lost is not sent again: it may have
 * happened. Thread-safe.
 */
public final class RedisAccess implements AutoCloseable {

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);
    private static final Duration PING_LIMIT = Duration.ofMillis(500);
    private static final int TIMEOUTS_BEFORE_NEW_CONNECTION = 3;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger timeouts = new AtomicInteger();
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connecting;
    private volatile boolean closed;

    private RedisAccess(ClientResources resources, RedisURI uri, ClientOptions options) {
        this.resources = resources;
        this.uri = uri;
        this.client = RedisClient.create(resources, uri);
        client.setOptions(options);
    }

    /** Makes the client; Redis need not answer yet. */
    public static RedisAccess to(RedisEndpoint endpoint) {
        ClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(20), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
        return new RedisAccess(resources, uri(endpoint), options(endpoint));
    }

    /**
     * Runs commands and returns their result, which is null where Redis answers "nil".
     *
     * @throws AuthProxyException {@code unavailable} when Redis is away, too slow, full or refuses us
     */
    public <T extends @Nullable Object> T call(Function<RedisCommands<String, String>, T> commands) {
        try {
            T answer = commands.apply(connection().sync());
            timeouts.set(0);
            return answer;
        } catch (RedisCommandTimeoutException problem) {
            replaceWhenDead();
            throw unavailable(problem);
        } catch (RedisException problem) {
            throw unavailable(problem);
        } catch (IllegalStateException problem) {
            throw closed ? unavailable(problem) : problem;
        }
    }

    /**
     * Runs a script that answers with a text; empty where it answers "nil".
     *
     * @throws AuthProxyException as {@link #call}
     */
    public String runForText(RedisScript script, String key, String... arguments) {
        Object answer = run(script, ScriptOutputType.VALUE, key, arguments);
        return answer == null ? "" : answer.toString();
    }

    /** Runs a script that answers with a whole number; fails as {@link #call}. */
    public long runForNumber(RedisScript script, String key, String... arguments) {
        return run(script, ScriptOutputType.INTEGER, key, arguments) instanceof Long number ? number : 0;
    }

    /** Runs a script that answers with a list of texts, numbers or lists; fails as {@link #call}. */
    public List<?> runForList(RedisScript script, String key, String... arguments) {
        return run(script, ScriptOutputType.MULTI, key, arguments) instanceof List<?> list ? list : List.of();
    }

    /** Whether Redis answers a ping within half a second. */
    public boolean isReachable() {
        try {
            return "PONG"
                    .equals(connect()
                            .thenCompose(connection -> connection.async().ping())
                            .get(PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RedisException away) {
            return false;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        client.shutdown(Duration.ZERO, COMMAND_LIMIT);
        resources.shutdown(0, COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** A connection for messages only. */
    StatefulRedisPubSubConnection<String, String> openForMessages() {
        try {
            return client.connectPubSub(StringCodec.UTF8);
        } catch (RedisException problem) {
            throw unavailable(problem);
        }
    }

    private @Nullable Object run(RedisScript script, ScriptOutputType output, String key, String... arguments) {
        String[] keys = {key};
        return call(commands -> {
            try {
                return commands.<@Nullable Object>evalsha(script.sha(), output, keys, arguments);
            } catch (RedisNoScriptException unknown) {
                return commands.<@Nullable Object>eval(script.source(), output, keys, arguments);
            }
        });
    }

    void guard(Runnable commands) {
        try {
            commands.run();
        } catch (RedisException problem) {
            throw unavailable(problem);
        }
    }

    private static RedisURI uri(RedisEndpoint endpoint) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(endpoint.host())
                .withPort(endpoint.port())
                .withDatabase(endpoint.db())
                .withSsl(endpoint.tls())
                .withTimeout(COMMAND_LIMIT)
                .withClientName("authproxy");
        SecretString password = endpoint.password();
        if (password == null || password.isEmpty()) {
            return uri.build();
        }
        char[] text = password.expose().toCharArray();
        String username = endpoint.username();
        return username == null || username.isEmpty()
                ? uri.withPassword(text).build()
                : uri.withAuthentication(username, text).build();
    }

    private static ClientOptions options(RedisEndpoint endpoint) {
        return ClientOptions.builder()
                .protocolVersion(endpoint.protocol() == 2 ? ProtocolVersion.RESP2 : ProtocolVersion.RESP3)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(COMMAND_LIMIT)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .build();
    }

    private StatefulRedisConnection<String, String> connection() {
        try {
            return connect().get(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable(stopped);
        } catch (ExecutionException | TimeoutException problem) {
            throw unavailable(problem);
        }
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new RedisException("closed"));
            }
            if (connecting == null || connecting.isCompletedExceptionally()) {
                connecting = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
            }
            return connecting;
        } finally {
            lock.unlock();
        }
    }

    /** A cut without a reset leaves a connection that looks open and never answers again. */
    private void replaceWhenDead() {
        if (timeouts.incrementAndGet() < TIMEOUTS_BEFORE_NEW_CONNECTION) {
            return;
        }
        timeouts.set(0);
        StatefulRedisConnection<String, String> dead = null;
        lock.lock();
        try {
            if (connecting != null && connecting.isDone() && !connecting.isCompletedExceptionally()) {
                dead = connecting.join();
            }
            connecting = null;
        } finally {
            lock.unlock();
        }
        if (dead != null) {
            dead.close();
        }
    }

    private static AuthProxyException unavailable(Exception problem) {
        return new AuthProxyException(ErrorCode.UNAVAILABLE, "Redis is not available", problem);
    }
}
