package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a worker tells of itself, as it lies in the store. */
final class WorkerNote {

    private static final JsonMapper JSON = new JsonMapper();

    private WorkerNote() {}

    static String write(WorkerFacts worker) {
        return JSON.writeValueAsString(Map.of(
                "host", worker.host(),
                "pid", worker.pid(),
                "concurrency", worker.concurrency(),
                "run_limit", worker.runLimit().toMillis(),
                "started", worker.startedAt().toEpochMilli(),
                "active", worker.active()));
    }

    /** Empty when somebody else wrote it. */
    static Optional<WorkerFacts> read(String id, String note) {
        try {
            JsonNode told = JSON.readTree(note);
            return Optional.of(new WorkerFacts(
                    TakenTask.shown(id),
                    TakenTask.shown(told.path("host").asString("")),
                    told.path("pid").asLong(0),
                    told.path("concurrency").asInt(0),
                    Duration.ofMillis(told.path("run_limit").asLong(0)),
                    Instant.ofEpochMilli(told.path("started").asLong(0)),
                    told.path("active").asBoolean(false)));
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }
}
