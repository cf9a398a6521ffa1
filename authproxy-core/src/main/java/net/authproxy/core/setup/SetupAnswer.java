package net.authproxy.core.setup;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the user has to do next (contract 7.2). */
public sealed interface SetupAnswer {

    /** The connection the answer is about. */
    String connectionId();

    /**
     * A form to fill in.
     *
     * @param currentStep from 0, over all steps of this set-up
     * @param uiSchema JSON Forms UI schema; absent if the definition has none
     */
    record Form(
            String connectionId,
            String stepId,
            @Nullable String title,
            @Nullable String description,
            int currentStep,
            int totalSteps,
            JsonNode jsonSchema,
            @Nullable JsonNode uiSchema)
            implements SetupAnswer {}

    /** Nothing more: the connection works. */
    record Complete(String connectionId) implements SetupAnswer {}
}
