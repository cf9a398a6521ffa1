package net.authproxy.demo.oauth2;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came in and what was given out, since the start or {@link #clear}. Safe for any thread. */
public final class Traffic {

    private static final int KEPT = 10_000;

    private final Map<Endpoint, Integer> requests = new EnumMap<>(Endpoint.class);
    private final Map<String, Integer> tokenRequests = new HashMap<>();
    private final Map<String, Integer> issued = new HashMap<>();
    private final Deque<ReceivedRequest> log = new ArrayDeque<>();

    Traffic() {}

    /** How many requests came to an endpoint, answered or not. */
    public synchronized int requests(Endpoint endpoint) {
        return requests.getOrDefault(endpoint, 0);
    }

    /** How many token requests of a grant type came, answered or not. */
    public synchronized int tokenRequests(String grantType) {
        return tokenRequests.getOrDefault(grantType, 0);
    }

    /** How many times tokens were made for a grant type, whether or not the client heard of it. */
    public synchronized int issued(String grantType) {
        return issued.getOrDefault(grantType, 0);
    }

    /** The last 10,000 requests, oldest first. */
    public synchronized List<ReceivedRequest> log() {
        return List.copyOf(log);
    }

    /** The last requests of one endpoint, oldest first. */
    public List<ReceivedRequest> log(Endpoint endpoint) {
        return log().stream().filter(each -> each.endpoint() == endpoint).toList();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        requests.clear();
        tokenRequests.clear();
        issued.clear();
        log.clear();
    }

    synchronized void received(ReceivedRequest request, @Nullable String grantType) {
        requests.merge(request.endpoint(), 1, Integer::sum);
        if (request.endpoint() == Endpoint.TOKEN && grantType != null) {
            tokenRequests.merge(grantType, 1, Integer::sum);
        }
        if (log.size() == KEPT) {
            log.removeFirst();
        }
        log.addLast(request);
    }

    synchronized void issuedFor(String grantType) {
        issued.merge(grantType, 1, Integer::sum);
    }

    synchronized Map<Endpoint, Integer> allRequests() {
        return new EnumMap<>(requests);
    }

    synchronized Map<String, Integer> allTokenRequests() {
        return Map.copyOf(tokenRequests);
    }

    synchronized Map<String, Integer> allIssued() {
        return Map.copyOf(issued);
    }
}
