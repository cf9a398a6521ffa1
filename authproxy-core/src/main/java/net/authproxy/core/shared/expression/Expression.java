package net.authproxy.core.shared.expression;

import com.google.protobuf.NullValue;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.shared.expression.ExpressionException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CEL expression (contract 6.3): 100 ms, 1 MiB of input, 10 000 iterations, 1000 options; no I/O, no clock.
 * Safe for many threads. Equal texts of one kind are equal expressions.
 */
public final class Expression {

    public static final int MAX_CHOICES = 1_000;
    private static final Duration TIME_LIMIT = Duration.ofMillis(100);
    private static final int MAX_TEXT = 4_096;
    private static final Set<CelType> TEXT_TYPES = Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.DYN);

    /** What an expression gives. */
    public enum Kind {
        /** True or false. */
        PREDICATE,
        /** A list of {@code {value, label}}. */
        CHOICES,
        /** A text or whole number, or null for none. */
        TEXT
    }

    private final String source;
    private final Kind kind;
    private final CelRuntime.Program program;

    private Expression(String source, Kind kind, CelRuntime.Program program) {
        this.source = source;
        this.kind = kind;
        this.program = program;
    }

    /** @throws ExpressionException if the text is not CEL or cannot give a result of that kind */
    public static Expression compile(String source, Kind kind) {
        CelAbstractSyntaxTree tree = CelEngine.compile(source);
        CelType type = tree.getResultType();
        boolean fits = switch (kind) {
            case PREDICATE -> type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
            case CHOICES -> CelEngine.isListOrDynamic(type);
            case TEXT -> TEXT_TYPES.contains(type);
        };
        if (!fits) {
            throw new ExpressionException(Reason.INVALID, "gives " + type.name() + ", expected " + expected(kind));
        }
        return new Expression(source, kind, CelEngine.program(tree));
    }

    /** The author's text. */
    public String source() {
        return source;
    }

    /** The value of a {@link Kind#PREDICATE}. */
    public boolean test(ExpressionInput input) {
        if (evaluate(input) instanceof Boolean value) {
            return value;
        }
        throw new ExpressionException(Reason.RESULT, "the result is not true or false");
    }

    /** The value of a {@link Kind#TEXT}; empty for null and for an empty text. */
    public Optional<String> text(ExpressionInput input) {
        Object value = evaluate(input);
        return value instanceof NullValue
                ? Optional.empty()
                : Optional.of(scalar(value)).filter(text -> !text.isEmpty());
    }

    /** The value of a {@link Kind#CHOICES}; a missing label is the value. */
    public List<Choice> choices(ExpressionInput input) {
        if (!(evaluate(input) instanceof List<?> list)) {
            throw new ExpressionException(Reason.RESULT, "the result is not a list");
        }
        if (list.size() > MAX_CHOICES) {
            throw new ExpressionException(Reason.SIZE, "more than " + MAX_CHOICES + " options");
        }
        List<Choice> choices = new ArrayList<>(list.size());
        for (Object element : list) {
            choices.add(choice(element));
        }
        return choices;
    }

    private static Choice choice(Object element) {
        if (!(element instanceof Map<?, ?> option) || option.get("value") == null) {
            throw new ExpressionException(Reason.RESULT, "an option has no value");
        }
        String value = scalar(option.get("value"));
        Object label = option.get("label");
        return new Choice(value, label == null || label instanceof NullValue ? value : scalar(label));
    }

    private static String scalar(@Nullable Object value) {
        if (!(value instanceof String || value instanceof Long || value instanceof Boolean)) {
            throw new ExpressionException(Reason.RESULT, "the result is not a text");
        }
        String text = value.toString();
        if (text.length() > MAX_TEXT) {
            throw new ExpressionException(Reason.SIZE, "the result is longer than " + MAX_TEXT + " characters");
        }
        return text;
    }

    private Object evaluate(ExpressionInput input) {
        EvaluationBudget budget = new EvaluationBudget(TIME_LIMIT.toNanos());
        try {
            Object result = program.trace(input.variables(), budget);
            budget.check();
            return result;
        } catch (CelEvaluationException e) {
            throw refusal(e);
        } catch (StackOverflowError e) {
            throw new ExpressionException(Reason.SIZE, "the expression is nested too deeply", e);
        }
    }

    /** CEL's own text may quote data, so only its kind is passed on. */
    private static ExpressionException refusal(CelEvaluationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException own) {
                return own;
            }
            if (cause instanceof CelIterationLimitExceededException) {
                return new ExpressionException(Reason.ITERATIONS, "more than 10000 iterations", failure);
            }
        }
        return switch (failure.getErrorCode()) {
            case ITERATION_BUDGET_EXCEEDED ->
                new ExpressionException(Reason.ITERATIONS, "more than 10000 iterations", failure);
            case ATTRIBUTE_NOT_FOUND -> new ExpressionException(Reason.FAILED, "a member does not exist", failure);
            case DIVIDE_BY_ZERO -> new ExpressionException(Reason.FAILED, "division by zero", failure);
            default -> new ExpressionException(Reason.FAILED, "the evaluation failed", failure);
        };
    }

    private static String expected(Kind kind) {
        return switch (kind) {
            case PREDICATE -> "bool";
            case CHOICES -> "a list of {value, label}";
            case TEXT -> "string";
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression that && kind == that.kind && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return "Expression[" + source + "]";
    }
}
