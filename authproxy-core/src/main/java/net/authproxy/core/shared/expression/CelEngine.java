package net.authproxy.core.shared.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelStandardFunctions;
import java.util.Map;
import net.authproxy.core.shared.expression.ExpressionException.Reason;

/** The CEL environment all expressions share: the standard library, four variables, no I/O, no clock. */
final class CelEngine {

    private static final int MAX_EXPRESSION = 4_096;
    private static final int MAX_ITERATIONS = 10_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_REGEX_PROGRAM = 500;

    /** RE2 takes time in proportion to both: larger subjects would not fit in the time limit. */
    private static final int MAX_REGEX_SUBJECT = 16 * 1024;

    private static final int MAX_PATTERN = 512;

    private static final Cel CEL = warm(environment());

    private CelEngine() {}

    static CelAbstractSyntaxTree compile(String source) {
        if (source.length() > MAX_EXPRESSION) {
            throw new ExpressionException(Reason.INVALID, "longer than " + MAX_EXPRESSION + " characters");
        }
        try {
            return CEL.compile(source).getAst();
        } catch (CelValidationException e) {
            throw new ExpressionException(
                    Reason.INVALID, "not valid CEL: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree tree) {
        try {
            return CEL.createProgram(tree);
        } catch (CelEvaluationException e) {
            throw new ExpressionException(Reason.INVALID, "cannot be evaluated", e);
        }
    }

    private static Cel environment() {
        CelType texts = MapType.create(SimpleType.STRING, SimpleType.STRING);
        // The interpreter, not the planner: with a listener attached the latter is ten times slower on large data.
        return CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .comprehensionMaxIterations(MAX_ITERATIONS)
                        .maxRegexProgramSize(MAX_REGEX_PROGRAM)
                        .maxParseRecursionDepth(MAX_DEPTH)
                        .maxExpressionCodePointSize(MAX_EXPRESSION)
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("data", SimpleType.DYN)
                .addVar("cfg", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("labels", texts)
                .addVar("annotations", texts)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .excludeFunctions(CelStandardDeclarations.StandardFunction.MATCHES)
                        .build())
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                        .build())
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "matches",
                        CelOverloadDecl.newGlobalOverload(
                                "bounded_matches", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING),
                        CelOverloadDecl.newMemberOverload(
                                "bounded_matches_string", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)))
                .addFunctionBindings(
                        CelFunctionBinding.from("bounded_matches", String.class, String.class, CelEngine::matches),
                        CelFunctionBinding.from(
                                "bounded_matches_string", String.class, String.class, CelEngine::matches))
                .build();
    }

    private static boolean matches(String subject, String pattern) {
        if (subject.length() > MAX_REGEX_SUBJECT || pattern.length() > MAX_PATTERN) {
            throw new ExpressionException(Reason.SIZE, "the text or the pattern of matches() is too long");
        }
        try {
            com.google.re2j.Pattern compiled = com.google.re2j.Pattern.compile(pattern);
            if (compiled.programSize() > MAX_REGEX_PROGRAM) {
                throw new ExpressionException(Reason.SIZE, "the pattern of matches() is too complex");
            }
            return compiled.matcher(subject).find();
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new ExpressionException(Reason.FAILED, "the pattern of matches() is not valid", e);
        }
    }

    /** One evaluation up front: else the time limit of the first user would pay for loading classes. */
    private static Cel warm(Cel cel) {
        try {
            cel.createProgram(cel.compile("data.map(c, {'value': string(c)}).exists(c, c.value.matches('1'))")
                            .getAst())
                    .trace(
                            Map.of(
                                    "data",
                                    java.util.List.of(1L),
                                    "cfg",
                                    Map.of(),
                                    "labels",
                                    Map.of(),
                                    "annotations",
                                    Map.of()),
                            new EvaluationBudget(Long.MAX_VALUE));
            return cel;
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("the expression engine does not work", e);
        }
    }

    static boolean isListOrDynamic(CelType type) {
        return type.equals(SimpleType.DYN) || type instanceof ListType;
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
