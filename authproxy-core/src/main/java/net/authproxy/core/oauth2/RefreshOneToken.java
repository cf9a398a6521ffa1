package net.authproxy.core.oauth2;

import java.time.Duration;
import java.util.Map;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Renews one connection's token before anybody needs it. Unique by connection and version; does nothing for an older one. */
class RefreshOneToken implements TaskHandler {

    static final TaskType TYPE = new TaskType("oauth2:refresh_oauth_token");

    private static final String CONNECTION_ID = "connection_id";
    private static final String VERSION = "token_version";
    private static final int RETRIES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final TokenRefresher refresher;

    RefreshOneToken(TokenRefresher refresher) {
        this.refresher = refresher;
    }

    static NewTask task(DueToken token, Duration delay) {
        return NewTask.of(
                        TYPE,
                        JSON.writeValueAsString(Map.of(CONNECTION_ID, token.connectionId(), VERSION, token.version())))
                .uniqueBy("refresh:" + token.connectionId() + ":" + token.version())
                .retrying(RETRIES)
                .after(delay);
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode payload = JSON.readTree(context.task().payload());
        if (!payload.path(CONNECTION_ID).isString() || !payload.path(VERSION).isInt()) {
            throw new PermanentTaskFailure("the payload names no connection and version");
        }
        RefreshOutcome outcome = refresher.refresh(
                payload.path(CONNECTION_ID).stringValue(), payload.path(VERSION).intValue(), PATIENCE);
        if (outcome instanceof RefreshOutcome.Later later) {
            throw new IllegalStateException("not renewed: " + later.error());
        }
    }
}
