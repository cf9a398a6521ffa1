package net.authproxy.server;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import net.authproxy.demo.oauth2.GrantView;
import org.jspecify.annotations.Nullable;

/** What became of the tokens of connections whose processes were killed, as the provider and the product see it. */
final class TokenFates {

    /** How far a kill may be from the provider's last answer to explain that it was lost; on a machine with much to do. */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private static final Duration FLAGGED = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(90);

    private final ProcessStage stage;
    private final boolean allAtOnce;
    private final Map<String, String> grants = new LinkedHashMap<>();
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private final Map<String, Loss> losses = new LinkedHashMap<>();
    private final List<String> stuck = new ArrayList<>();

    /** @param allAtOnce whether all processes are killed again and again, so that a while without a kill counts alone */
    TokenFates(ProcessStage stage, boolean allAtOnce) {
        this.stage = stage;
        this.allAtOnce = allAtOnce;
    }

    private record Kill(Instant from, Instant to) {

        Duration distance(Instant moment) {
            if (moment.isBefore(from)) {
                return Duration.between(moment, from);
            }
            return moment.isAfter(to) ? Duration.between(to, moment) : Duration.ZERO;
        }
    }

    /**
     * A connection that has to be authorized again.
     *
     * @param distance from the provider's last answer to the nearest kill; absent if the grant lives
     * @param flagged time from that answer until the connection was marked; when all processes were killed meanwhile, from
     *     the last kill: what nobody lives to see, nobody can tell
     */
    private record Loss(
            String connection, String reason, @Nullable Duration distance, Duration flagged) {}

    /** Remembers a connection that was made last. */
    void add(String connection) {
        grants.put(connection, stage.provider().grants().getLast().id());
    }

    void killed(Instant from, Instant to) {
        kills.add(new Kill(from, to));
    }

    /** Those that were not lost so far. */
    List<String> alive() {
        return grants.keySet().stream().filter(id -> !losses.containsKey(id)).toList();
    }

    /** Looks which connections are marked by now. */
    void count(ServerInstance api) {
        for (String id : alive()) {
            if (stage.read(api, id).path("health_reason").asString("").equals("needs_reauth")) {
                losses.put(id, loss(id));
            }
        }
    }

    private Loss loss(String id) {
        Map<String, Object> row = stage.jdbc()
                .sql("select refresh_error, refresh_failed_at from oauth2_tokens where connection_id = :id"
                        + " and deleted_at is null")
                .param("id", id)
                .query()
                .singleRow();
        Instant marked = ((Timestamp) Objects.requireNonNull(row.get("refresh_failed_at"))).toInstant();
        GrantView grant = grant(id);
        Instant answered = grant.refreshedAt();
        boolean dead = grant.ended() != null && answered != null;
        Duration distance = dead
                ? kills.stream()
                        .map(kill -> kill.distance(Objects.requireNonNull(answered)))
                        .min(Duration::compareTo)
                        .orElse(null)
                : null;
        return new Loss(
                id,
                String.valueOf(row.get("refresh_error")),
                distance,
                answered == null ? Duration.ZERO : Duration.between(watchedSince(answered, marked), marked));
    }

    private Instant watchedSince(Instant answered, Instant marked) {
        return kills.stream()
                .filter(kill -> allAtOnce)
                .map(Kill::to)
                .filter(to -> to.isAfter(answered) && to.isBefore(marked))
                .max(Instant::compareTo)
                .orElse(answered);
    }

    private GrantView grant(String id) {
        return stage.provider().grants().stream()
                .filter(view -> view.id().equals(grants.get(id)))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until nothing is under way, then asks every connection. */
    void settle(ServerInstance api) {
        Await.until(SETTLED, this::unfinished, count -> count == 0);
        count(api);
        for (String id : alive()) {
            try {
                Await.until(SETTLED, () -> stage.call(api, id).status(), status -> status == 200 || status == 422);
            } catch (AssertionError never) {
                stuck.add(id + " " + never.getMessage());
            }
        }
        count(api);
        alive().stream()
                .filter(id -> grant(id).ended() != null)
                .forEach(id -> stuck.add(id + " looks well and its grant has ended"));
    }

    private int unfinished() {
        return stage.jdbc()
                .sql("select count(*) from oauth2_refreshes where state in ('sent', 'answered')")
                .query(Integer.class)
                .single();
    }

    List<String> stuck() {
        return List.copyOf(stuck);
    }

    /** Marked as lost though the provider's grant lives, or lost when nothing was killed. */
    List<String> lostOutside() {
        return losses.values().stream()
                .filter(loss -> loss.distance() == null || loss.distance().compareTo(WINDOW) > 0)
                .map(Loss::toString)
                .toList();
    }

    List<String> flaggedLate() {
        return losses.values().stream()
                .filter(loss -> loss.flagged().compareTo(FLAGGED) > 0)
                .map(Loss::toString)
                .toList();
    }

    String report() {
        List<Long> distances = losses.values().stream()
                .map(Loss::distance)
                .filter(Objects::nonNull)
                .map(Duration::toMillis)
                .sorted()
                .toList();
        long flagged = losses.values().stream()
                .mapToLong(loss -> loss.flagged().toSeconds())
                .max()
                .orElse(0);
        int refreshes = stage.provider().grants().stream()
                .mapToInt(GrantView::refreshes)
                .sum();
        return "%d connections, %d refreshes; %d lost, ms between answer and kill %s; flagged after %d s at most; %d stuck"
                .formatted(grants.size(), refreshes, losses.size(), distances, flagged, stuck.size());
    }
}
