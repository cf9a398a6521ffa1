package net.authproxy.web.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import net.authproxy.core.probe.ConnectionTester;
import net.authproxy.core.probe.ProbeOutcome;
import org.jspecify.annotations.Nullable;

/** What the probes of a connection came to. */
record TestResponse(String health, List<Result> results) {

    /**
     * One probe.
     *
     * @param statusCode absent when nothing answered
     * @param error absent when it is fine
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String probeId,
            boolean ok,
            @Nullable Integer statusCode,
            long durationMs,
            @Nullable String error) {

        static Result of(ProbeOutcome outcome) {
            return new Result(
                    outcome.probeId(), outcome.ok(), outcome.statusCode(), outcome.durationMs(), outcome.error());
        }
    }

    static TestResponse of(ConnectionTester.Tested tested) {
        return new TestResponse(
                tested.health().text(),
                tested.results().stream().map(Result::of).toList());
    }
}
