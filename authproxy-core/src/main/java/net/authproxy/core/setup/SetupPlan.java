package net.authproxy.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.FormSchema;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import tools.jackson.databind.JsonNode;

/** The forms of one connector's set-up in order, and what the column {@code setup_step} calls them (contract 7.3). */
final class SetupPlan {

    static final String CREDENTIALS = "credentials";
    static final String AUTH = "auth";

    private final List<Step> steps;

    private SetupPlan(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * One form.
     *
     * @param column value of {@code setup_step} while it is open
     * @param answer shown to the user, apart from the connection id
     */
    record Step(String column, FormSchema schema, SetupAnswer.Form answer) {

        String id() {
            return answer.stepId();
        }

        boolean isCredentials() {
            return column.equals(AUTH);
        }
    }

    /** The plan of a version; refuses what this release cannot set up yet. */
    static SetupPlan of(ConnectorVersion version) {
        ConnectorDefinition definition = version.definition();
        List<Draft> drafts = new ArrayList<>();
        addForms(drafts, definition.setup().preconnect(), "preconnect:");
        if (definition.auth() instanceof OAuth2) {
            throw unavailable("OAuth2");
        }
        FormSchema.credentials(definition.auth())
                .ifPresent(schema -> drafts.add(
                        new Draft(AUTH, CREDENTIALS, definition.appearance().displayName(), null, schema, null)));
        addForms(drafts, definition.setup().configure(), "configure:");
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            steps.add(drafts.get(i).toStep(i, drafts.size()));
        }
        return new SetupPlan(steps);
    }

    private static void addForms(List<Draft> drafts, List<SetupStep> steps, String column) {
        for (int i = 0; i < steps.size(); i++) {
            if (!(steps.get(i) instanceof SetupStep.Form form)
                    || !form.dataSources().isEmpty()
                    || form.condition() != null) {
                throw unavailable("set-up steps with redirects, data sources or conditions");
            }
            drafts.add(new Draft(
                    column + i, form.id(), form.title(), form.description(), FormSchema.of(form), form.uiSchema()));
        }
    }

    private static AuthProxyException unavailable(String what) {
        return new AuthProxyException(
                ErrorCode.VERSION_NOT_AVAILABLE, "this release cannot set up connectors with " + what + " yet");
    }

    Optional<Step> first() {
        return steps.stream().findFirst();
    }

    /** The open form; empty when the column names none of this plan. */
    Optional<Step> at(@org.jspecify.annotations.Nullable String column) {
        return steps.stream().filter(step -> step.column().equals(column)).findFirst();
    }

    Optional<Step> after(Step step) {
        int next = steps.indexOf(step) + 1;
        return next < steps.size() ? Optional.of(steps.get(next)) : Optional.empty();
    }

    private record Draft(
            String column,
            String id,
            @org.jspecify.annotations.Nullable String title,
            @org.jspecify.annotations.Nullable String description,
            FormSchema schema,
            @org.jspecify.annotations.Nullable JsonNode uiSchema) {

        Step toStep(int current, int total) {
            return new Step(
                    column,
                    schema,
                    new SetupAnswer.Form("", id, title, description, current, total, schema.schema(), uiSchema));
        }
    }
}
