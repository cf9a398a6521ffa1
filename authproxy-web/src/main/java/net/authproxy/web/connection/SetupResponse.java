package net.authproxy.web.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import net.authproxy.core.setup.SetupAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The next step of a set-up (contract 7.2). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SetupResponse(
        String id,
        String type,
        @Nullable String redirectUrl,
        @Nullable String stepId,
        @Nullable String stepTitle,
        @Nullable String stepDescription,
        @Nullable Integer currentStep,
        @Nullable Integer totalSteps,
        @Nullable JsonNode jsonSchema,
        @Nullable JsonNode uiSchema,
        @Nullable JsonNode data,
        @Nullable String error,
        @Nullable Boolean canRetry) {

    static SetupResponse of(SetupAnswer answer) {
        return switch (answer) {
            case SetupAnswer.Complete complete -> plain(complete.connectionId(), "complete", null, null, null);
            case SetupAnswer.Verifying verifying -> plain(verifying.connectionId(), "verifying", null, null, null);
            case SetupAnswer.Redirect redirect ->
                plain(redirect.connectionId(), "redirect", redirect.url(), null, null);
            case SetupAnswer.Failed failed ->
                plain(failed.connectionId(), "error", null, failed.error(), failed.canRetry());
            case SetupAnswer.Form form ->
                new SetupResponse(
                        form.connectionId(),
                        "form",
                        null,
                        form.stepId(),
                        form.title(),
                        form.description(),
                        form.currentStep(),
                        form.totalSteps(),
                        form.jsonSchema(),
                        form.uiSchema(),
                        form.data(),
                        null,
                        null);
        };
    }

    private static SetupResponse plain(
            String id, String type, @Nullable String redirectUrl, @Nullable String error, @Nullable Boolean canRetry) {
        return new SetupResponse(
                id, type, redirectUrl, null, null, null, null, null, null, null, null, error, canRetry);
    }

    /** A redirect holds a token. */
    @Override
    public String toString() {
        return "SetupResponse[" + id + " " + type + "]";
    }
}
