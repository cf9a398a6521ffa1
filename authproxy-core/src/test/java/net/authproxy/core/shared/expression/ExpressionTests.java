package net.authproxy.core.shared.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.authproxy.core.shared.expression.Expression.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTests {

    private static ExpressionInput json(String text) {
        return ExpressionInput.NONE.withJson(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final ExpressionInput LARGE = json("{\"l\":["
                    + IntStream.range(0, 9_000).mapToObj(Integer::toString).collect(Collectors.joining(","))
                    + "],\"s\":\"" + "x".repeat(400_000) + "\"}")
            .withCfg(Map.of("n", 1));

    static Stream<String> hostile() {
        String nested = "[1,2,3,4,5,6,7,8,9,0].map(%s, %s)";
        String loops = "1";
        for (char name = 'a'; name < 'g'; name++) {
            loops = nested.formatted(name, loops);
        }
        return Stream.of(
                loops,
                "data.l.map(a, data.l.map(b, 1))",
                "data.l.map(a, data.s + data.s)",
                "data.l.all(a, data.s + data.s != '')",
                "data.l.exists(a, data.s.matches('(x+x+)+y'))",
                "data.s.matches('(x+x+)+y')",
                "data.s.matches('(a{1,1000}){1,1000}')",
                "'a'.matches('((((a{100}){100}){100}){100})')",
                "'a'.matches('(?=a)a')",
                "data.s.matches(data.s)",
                "data.l.map(a, data.l + data.l)",
                "data.l.map(a, string(a) + data.s)",
                "data.l.filter(a, data.l.exists(b, b == -1))",
                "data.l.exists_one(a, data.l.all(b, true))",
                "data.l.map(a, bytes(data.s))",
                "data.l.map(a, {data.s + string(a): 1})",
                "data.l.all(a, a / 0 == 1)",
                "9223372036854775807 + 1",
                "data.l[99999999]",
                "data.l.map(a, data.s.contains(data.s + 'y'))",
                "Java.type('java.lang.System').exit(1)",
                "java.lang.Runtime.getRuntime()",
                "data.getClass()",
                "data.class.forName('x')",
                "constructor.constructor('x')()",
                "__proto__.x",
                "setTimeout(1)",
                "eval('1')",
                "now()",
                "fetch('https://evil.test')",
                "(".repeat(200) + "1" + ")".repeat(200),
                "-".repeat(3_000) + "1",
                "1" + "+1".repeat(2_000),
                "[".repeat(500),
                "google.protobuf.Struct{fields: {'a': google.protobuf.Value{string_value: data.s}}}",
                "x".repeat(5_000),
                "dyn(data.l).map(a, dyn(data.s) + dyn(data.s)).size()");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileExpressionIsStoppedAndTheNextOneIsUnharmed(String source) {
        long started = System.nanoTime();
        assertThatThrownBy(() -> Expression.compile(source, Kind.CHOICES).choices(LARGE))
                .isInstanceOf(ExpressionException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));

        assertThat(Expression.compile("cfg.n == 1", Kind.PREDICATE).test(LARGE)).isTrue();
    }

    @Test
    void givesChoices() {
        Expression expression =
                Expression.compile("data.items.map(c, {\"value\": c.id, \"label\": c.summary})", Kind.CHOICES);

        assertThat(expression.choices(
                        json("{\"items\":[{\"id\":7,\"summary\":\"A\"},{\"id\":\"b\",\"summary\":null}]}")))
                .isEqualTo(List.of(new Choice("7", "A"), new Choice("b", "b")));
    }

    @Test
    void testsPredicates() {
        assertThat(Expression.compile("has(data.items)", Kind.PREDICATE).test(json("{\"items\":[]}")))
                .isTrue();
        assertThat(Expression.compile("data.n > 1.5 && data.x == null", Kind.PREDICATE)
                        .test(json("{\"n\":2,\"x\":null}")))
                .isTrue();
        assertThat(Expression.compile("labels['tier'] == 'gold'", Kind.PREDICATE)
                        .test(ExpressionInput.NONE.withLabels(Map.of("tier", "gold"))))
                .isTrue();
    }

    @Test
    void givesTextOrNothing() {
        assertThat(Expression.compile("data.sub", Kind.TEXT).text(json("{\"sub\":108}")))
                .contains("108");
        assertThat(Expression.compile("data.sub", Kind.TEXT).text(json("{\"sub\":null}")))
                .isEmpty();
    }

    @Test
    void refusesWrongTypesAtCompileTime() {
        assertThatThrownBy(() -> Expression.compile("'a'", Kind.PREDICATE)).hasMessageContaining("expected bool");
        assertThatThrownBy(() -> Expression.compile("true", Kind.CHOICES)).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Expression.compile("unknown", Kind.TEXT)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void allowsThousandChoicesAndNoMore() {
        Expression expression = Expression.compile("data.map(x, {'value': x, 'label': x})", Kind.CHOICES);
        String thousand = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThat(expression.choices(json("[" + thousand + "]"))).hasSize(1000);
        assertThatThrownBy(() -> expression.choices(json("[" + thousand + ",1]")))
                .hasMessageContaining("more than 1000");
    }

    @Test
    void refusesInputOverOneMebibyte() {
        assertThatThrownBy(() -> ExpressionInput.NONE.withJson(new byte[1024 * 1024 + 1]))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void failureDoesNotQuoteData() {
        assertThatThrownBy(() -> Expression.compile("int(data.secret) > 1", Kind.PREDICATE)
                        .test(json("{\"secret\":\"hunter2\"}")))
                .isInstanceOf(ExpressionException.class)
                .hasMessageNotContaining("hunter2");
    }
}
