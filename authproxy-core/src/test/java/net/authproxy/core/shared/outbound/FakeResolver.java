package net.authproxy.core.shared.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A resolver that answers as told, one answer after the other and the last one forever, and counts the questions. */
final class FakeResolver implements AddressResolver {

    private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean slow;

    /** The next answer for this name; literals only. */
    FakeResolver answer(String host, String... literals) {
        List<InetAddress> addresses =
                Arrays.stream(literals).map(literal -> named(host, literal)).toList();
        answers.computeIfAbsent(host, name -> new ArrayDeque<>()).add(addresses);
        return this;
    }

    /** From now on no answer comes until {@link #release}. */
    FakeResolver slow() {
        slow = true;
        return this;
    }

    void release() {
        never.countDown();
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        synchronized (questions) {
            questions.add(host);
        }
        waitIfSlow();
        Deque<List<InetAddress>> known = answers.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        synchronized (known) {
            return known.size() > 1 ? known.poll() : known.peek();
        }
    }

    private void waitIfSlow() {
        try {
            if (slow) {
                never.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> questions() {
        synchronized (questions) {
            return List.copyOf(questions);
        }
    }

    /** As the system resolver gives it: an address that carries the name it was asked for. */
    static InetAddress named(String host, String literal) {
        try {
            return InetAddress.getByAddress(host, bytes(literal));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(literal, impossible);
        }
    }

    static byte[] bytes(String literal) {
        byte[] bytes = literal.contains(":") ? IpLiterals.parseV6(literal) : IpLiterals.parseV4(literal);
        if (bytes == null) {
            throw new IllegalArgumentException(literal);
        }
        return bytes;
    }
}
