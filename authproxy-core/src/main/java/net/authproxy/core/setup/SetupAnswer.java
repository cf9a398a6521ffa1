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
     * @param currentStep from 0, over all forms and redirects of this set-up
     * @param uiSchema JSON Forms UI schema; absent if the definition has none
     * @param data what is known already, secrets left out
     */
    record Form(
            String connectionId,
            String stepId,
            @Nullable String title,
            @Nullable String description,
            int currentStep,
            int totalSteps,
            JsonNode jsonSchema,
            @Nullable JsonNode uiSchema,
            JsonNode data)
            implements SetupAnswer {}

    /**
     * A page to visit. The URL is good for one visit and a short time; it holds a token.
     *
     * @param url empty when it is not known where the user should go afterwards
     */
    record Redirect(String connectionId, String url) implements SetupAnswer {

        @Override
        public String toString() {
            return "Redirect[" + connectionId + "]";
        }
    }

    /** Nothing at the moment: the connection is being checked. */
    record Verifying(String connectionId) implements SetupAnswer {}

    /** It went wrong. */
    record Failed(String connectionId, String error, boolean canRetry) implements SetupAnswer {}

    /** Nothing more: the connection works. */
    record Complete(String connectionId) implements SetupAnswer {}
}
