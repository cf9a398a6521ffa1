package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * Asks the resolver with a deadline, one question per name at a time. Lookups run on few platform threads of their own:
 * the system resolver blocks in native code, which would pin the carriers of virtual threads, and a name server that
 * hangs can use up nothing but these.
 */
final class Resolution {

    static final int MAX_ADDRESSES = 64;

    private static final int MAX_THREADS = 64;
    private static final long IDLE_SECONDS = 30;

    private final AddressResolver resolver;
    private final Duration timeout;
    private final ExecutorService threads;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    Resolution(AddressResolver resolver, Duration timeout) {
        this.resolver = resolver;
        this.timeout = timeout;
        this.threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("dns-", 0).factory());
    }

    /**
     * At most 64 addresses of the name, none of them checked.
     *
     * @throws AuthProxyException UPSTREAM_UNREACHABLE if the lookup fails, finds nothing or takes too long
     */
    List<InetAddress> resolve(String host) {
        CompletableFuture<List<InetAddress>> answer = start(host);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            running.remove(host, answer);
            throw unreachable("the host name was not resolved in time", slow);
        } catch (ExecutionException failed) {
            throw unreachable("the host name cannot be resolved", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable("the call was interrupted while its host name was resolved", stopped);
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> other = running.putIfAbsent(host, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> lookUp(host, mine));
        } catch (RejectedExecutionException busy) {
            running.remove(host, mine);
            mine.completeExceptionally(busy);
        }
        return mine;
    }

    /** Steps aside before it answers, so that whoever asks after the answer asks the resolver anew. */
    private void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> all = resolver.resolve(host);
            List<InetAddress> addresses = List.copyOf(all.subList(0, Math.min(MAX_ADDRESSES, all.size())));
            running.remove(host, answer);
            answer.complete(addresses);
        } catch (UnknownHostException | RuntimeException failed) {
            running.remove(host, answer);
            answer.completeExceptionally(failed);
        }
    }

    private static AuthProxyException unreachable(String message, Throwable cause) {
        return new AuthProxyException(ErrorCode.UPSTREAM_UNREACHABLE, message, cause);
    }
}
