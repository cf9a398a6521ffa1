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
        @Nullable String stepId,
        @Nullable String stepTitle,
        @Nullable String stepDescription,
        @Nullable Integer currentStep,
        @Nullable Integer totalSteps,
        @Nullable JsonNode jsonSchema,
        @Nullable JsonNode uiSchema) {

    static SetupResponse of(SetupAnswer answer) {
        return switch (answer) {
            case SetupAnswer.Complete complete ->
                new SetupResponse(complete.connectionId(), "complete", null, null, null, null, null, null, null);
            case SetupAnswer.Form form ->
                new SetupResponse(
                        form.connectionId(),
                        "form",
                        form.stepId(),
                        form.title(),
                        form.description(),
                        form.currentStep(),
                        form.totalSteps(),
                        form.jsonSchema(),
                        form.uiSchema());
        };
    }
}
