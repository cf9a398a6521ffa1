package net.authproxy.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.connector.definition.AuthMethod;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.FormSchema;
import net.authproxy.core.connector.definition.NoAuth;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.expression.ExpressionInput;
import org.jspecify.annotations.Nullable;

/** The steps of one connector's set-up in order, and what the column {@code setup_step} calls them (contract 7.3). */
final class SetupPlan {

    static final String CREDENTIALS = "credentials";
    static final String AUTH = "auth";
    static final String VERIFY = "verify";
    static final String AUTH_FAILED = "auth_failed";
    static final String VERIFY_FAILED = "verify_failed";

    private static final String PRECONNECT = "preconnect:";
    private static final String CONFIGURE = "configure:";

    private final List<Step> steps;

    private SetupPlan(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** What a step asks for. */
    enum Kind {
        FORM,
        CREDENTIALS,
        /** The user visits another page. */
        REDIRECT,
        /** The user visits the provider's consent page. */
        CONSENT,
        /** A token is fetched without a user. */
        MACHINE,
        /** Probes run. */
        VERIFY
    }

    /** Which of the steps are taken. */
    enum Run {
        FIRST,
        REAUTH,
        RECONFIGURE
    }

    /**
     * One step.
     *
     * @param column value of {@code setup_step} while it is open
     * @param id what callers name it by
     * @param source the definition's step; absent for what the auth type implies
     * @param schema absent where there is no form
     */
    record Step(
            String column,
            Kind kind,
            String id,
            @Nullable SetupStep source,
            @Nullable FormSchema schema) {

        boolean isShown() {
            return kind == Kind.FORM || kind == Kind.CREDENTIALS || kind == Kind.REDIRECT;
        }

        boolean redirects() {
            return kind == Kind.REDIRECT || kind == Kind.CONSENT;
        }

        boolean isConfigure() {
            return column.startsWith(CONFIGURE);
        }

        FormSchema requiredSchema() {
            if (schema == null) {
                throw new IllegalStateException("the step has no form");
            }
            return schema;
        }

        private boolean holds(ExpressionInput input) {
            Expression condition = source == null ? null : source.condition();
            return condition == null || condition.test(input);
        }

        private boolean belongsTo(Run run) {
            return switch (run) {
                case FIRST -> true;
                case REAUTH -> source == null;
                case RECONFIGURE -> isConfigure();
            };
        }
    }

    static SetupPlan of(ConnectorDefinition definition) {
        List<Step> steps = new ArrayList<>();
        add(steps, definition.setup().preconnect(), PRECONNECT);
        authStep(definition.auth()).ifPresent(steps::add);
        if (!definition.probes().isEmpty()) {
            steps.add(new Step(VERIFY, Kind.VERIFY, VERIFY, null, null));
        }
        add(steps, definition.setup().configure(), CONFIGURE);
        return new SetupPlan(steps);
    }

    private static Optional<Step> authStep(AuthMethod auth) {
        return switch (auth) {
            case OAuth2 oauth2 ->
                Optional.of(new Step(
                        AUTH,
                        oauth2.grant() == OAuth2.Grant.AUTHORIZATION_CODE ? Kind.CONSENT : Kind.MACHINE,
                        AUTH,
                        null,
                        null));
            case NoAuth open -> Optional.empty();
            default ->
                FormSchema.credentials(auth).map(schema -> new Step(AUTH, Kind.CREDENTIALS, CREDENTIALS, null, schema));
        };
    }

    private static void add(List<Step> steps, List<SetupStep> sources, String column) {
        for (int i = 0; i < sources.size(); i++) {
            SetupStep source = sources.get(i);
            steps.add(
                    source instanceof SetupStep.Form form
                            ? new Step(column + i, Kind.FORM, form.id(), form, FormSchema.of(form))
                            : new Step(column + i, Kind.REDIRECT, source.id(), source, null));
        }
    }

    /** The step of that column; empty when it names none of this plan. */
    Optional<Step> at(@Nullable String column) {
        return steps.stream().filter(step -> step.column().equals(column)).findFirst();
    }

    /** The first step of the run that is not skipped. */
    Optional<Step> first(Run run, ExpressionInput input) {
        return from(0, run, input);
    }

    /** The one after it. */
    Optional<Step> after(Step step, Run run, ExpressionInput input) {
        return from(position(step) + 1, run, input);
    }

    /** By column: each reading of a definition makes steps of its own. */
    private int position(Step step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).column().equals(step.column())) {
                return i;
            }
        }
        throw new IllegalStateException("not a step of this plan");
    }

    private Optional<Step> from(int index, Run run, ExpressionInput input) {
        return steps.stream()
                .skip(index)
                .filter(step -> step.belongsTo(run) && step.holds(input))
                .findFirst();
    }

    /** How many steps the user sees in that run. */
    int shown(Run run, ExpressionInput input) {
        return (int) steps.stream()
                .filter(step -> step.isShown() && step.belongsTo(run) && step.holds(input))
                .count();
    }

    /** How many of them come before that one. */
    int shownBefore(Step wanted, Run run, ExpressionInput input) {
        return (int) steps.stream()
                .limit(position(wanted))
                .filter(step -> step.isShown() && step.belongsTo(run) && step.holds(input))
                .count();
    }

    boolean hasConfigure() {
        return steps.stream().anyMatch(Step::isConfigure);
    }
}
