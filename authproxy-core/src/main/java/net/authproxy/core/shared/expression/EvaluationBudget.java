package net.authproxy.core.shared.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;
import java.util.Set;
import net.authproxy.core.shared.expression.ExpressionException.Reason;

/**
 * Watches one evaluation: CEL reports each value it has computed, and this throws once the time or the amount of
 * produced data is used up. The refusal is sticky, as {@code ||} and {@code &&} may swallow the error of one side.
 */
final class EvaluationBudget implements CelEvaluationListener {

    /** Calls that hand on an existing value instead of making one. */
    private static final Set<String> PASSING = Set.of("_[_]", "_?_:_", "_||_", "_&&_", "@not_strictly_false", "dyn");

    private static final int BYTES_PER_REFERENCE = 8;
    private static final long MAX_PRODUCED_BYTES = 8L * 1024 * 1024;

    private final long started = System.nanoTime();
    private final long limitNanos;
    private long produced;

    EvaluationBudget(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    @Override
    public void callback(CelExpr expression, Object value) {
        if (makesValue(expression)) {
            produced += size(value);
        }
        check();
    }

    /** Throws if a limit was exceeded at any time. */
    void check() {
        if (produced > MAX_PRODUCED_BYTES) {
            throw new ExpressionException(Reason.SIZE, "the expression produces too much data");
        }
        if (System.nanoTime() - started > limitNanos) {
            throw new ExpressionException(Reason.TIME, "the expression takes longer than 100 ms");
        }
    }

    private static boolean makesValue(CelExpr expression) {
        return switch (expression.getKind()) {
            case LIST, MAP -> true;
            case CALL -> !PASSING.contains(expression.call().function()) && !growsResult(expression);
            default -> false;
        };
    }

    /** The hidden {@code result + [x]} of a comprehension grows one list in place. */
    private static boolean growsResult(CelExpr expression) {
        List<CelExpr> arguments = expression.call().args();
        return expression.call().function().equals("_+_")
                && !arguments.isEmpty()
                && arguments.get(0).getKind() == CelExpr.ExprKind.Kind.IDENT
                && arguments.get(0).ident().name().startsWith("@");
    }

    private static long size(Object value) {
        return switch (value) {
            case String text -> 2L * text.length();
            case List<?> list -> (long) BYTES_PER_REFERENCE * list.size();
            case dev.cel.common.values.CelByteString bytes -> bytes.size();
            default -> BYTES_PER_REFERENCE;
        };
    }
}
