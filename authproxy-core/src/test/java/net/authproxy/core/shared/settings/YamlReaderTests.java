package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTests {

    private static final Duration TIME_BUDGET = Duration.ofMillis(100);
    private static final long MEMORY_BUDGET = 64L << 20;
    /** As many values as are read. */
    private static final String LARGEST = keys(" 1\n", YamlReader.MAX_VALUES / 2 - 1);

    private static Object read(String yaml) {
        return YamlReader.read("test.yaml", yaml).value();
    }

    private static Finding refusal(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> YamlReader.read("test.yaml", yaml))
                .findings()
                .getFirst();
    }

    @Test
    void readsScalarsByTheCoreSchema() {
        assertThat(
                        read(
                                "[no, 0755, 0o17, 0x1F, 12:30, 2020-01-01, 1_000, 1e3, .5, ~, TRUE, '1', 99999999999999999999]"))
                .isEqualTo(Arrays.asList(
                        "no",
                        755L,
                        15L,
                        31L,
                        "12:30",
                        "2020-01-01",
                        "1_000",
                        1000.0,
                        0.5,
                        null,
                        true,
                        "1",
                        new BigInteger("99999999999999999999")));
    }

    @Test
    void explicitCoreTagsDecideTheType() {
        assertThat(read("[!!str 1, !!int '1', !!float 1, ! 1, !!bool 'true', !!null '']"))
                .isEqualTo(Arrays.asList("1", 1L, 1.0, "1", true, null));
    }

    @Test
    void mergeKeysGiveWayToOwnAndEarlierOnes() {
        Object value = read("""
                a: &a {x: 1, y: 1}
                b: &b {y: 2, z: 2}
                both: {z: 3, <<: [*a, *b]}
                one:
                  <<: *b
                  w: 4
                text: {'<<': 5}
                """);

        assertThat(value)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("both", Map.of("x", 1L, "y", 1L, "z", 3L))
                .containsEntry("one", Map.of("y", 2L, "z", 2L, "w", 4L))
                .containsEntry("text", Map.of("<<", 5L));
    }

    @Test
    void linesAreFoundByPath() {
        YamlDocument document = YamlReader.read("test.yaml", "a: 1\nlist:\n  - x: 1\n    y.z: 2\n  - 3\n");

        assertThat(document.line("a")).isEqualTo(1);
        assertThat(document.line("list")).isEqualTo(2);
        assertThat(document.line("list[0].x")).isEqualTo(3);
        assertThat(document.line("/list/0/y.z")).isEqualTo(4);
        assertThat(document.line("list[1]")).isEqualTo(5);
        assertThat(document.line("list[0].missing.deeper")).isEqualTo(3);
        assertThat(document.line("missing")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `a: 1\\nb: 2\\na: 3`             | 3 | the key appears twice in the same mapping
            `{a: 1, "a": 2}`                 | 1 | the key appears twice in the same mapping
            `<<: {a: 1}\\n<<: {b: 1}`        | 2 | the key appears twice in the same mapping
            `x: 1\\ny: !custom 1`            | 2 | a tag outside the YAML core schema
            `!!java.net.URL [x]`             | 1 | a tag outside the YAML core schema
            `!!set {a}`                      | 1 | a tag outside the YAML core schema
            `!!binary aGk=`                  | 1 | a tag outside the YAML core schema
            `!!int x`                        | 1 | the value does not fit its tag
            `a: 1\\n---\\nb: 2`              | 2 | more than one document
            `a: &a [*a]`                     | 1 | an alias of an anchor that is not complete or does not exist
            `a: *b`                          | 1 | an alias of an anchor that is not complete or does not exist
            `<<: 1`                          | 1 | only mappings can be merged with <<
            `? [a]\\n: b`                    | 1 | a key must be a single value
            `a: [b`                          | 1 | not valid YAML: expected ',' or ']', but got <stream end>
            """)
    void refusesWithLineAndReason(String yaml, int line, String reason) {
        Finding finding = refusal(yaml.replace("\\n", "\n"));

        assertThat(finding).isEqualTo(new Finding("test.yaml", line, "", reason));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] latin1 = "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1);

        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> YamlReader.read("test.yaml", latin1));

        assertThat(refused).hasMessage("test.yaml: not valid UTF-8");
    }

    @Test
    void refusesControlCharactersWithTheirLine() {
        assertThat(refusal("a: 1\nb: \u0007"))
                .isEqualTo(new Finding("test.yaml", 2, "", "the character U+0007 is not allowed in YAML"));
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        assertThat(YamlReader.read("test.yaml", "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8))
                        .value())
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void closingBracketMayStandAtTheColumnOfItsKey() {
        assertThat(read("a: [\n  1,\n]\nb: {\n  c: 2\n}\n")).isEqualTo(Map.of("a", List.of(1L), "b", Map.of("c", 2L)));
    }

    @Test
    void readsJsonThatIsIndentedByTabs() {
        assertThat(read("{\n\t\"a\": 1,\n\t\"b\": [\n\t\t1,\n\t\ttrue\n\t],\n\t\"c\":\t\"x\ty\"\n}\n"))
                .isEqualTo(Map.of("a", 1L, "b", List.of(1L, true), "c", "x\ty"));
    }

    @Test
    void errorsNeverQuoteTheText() {
        assertThat(refusal("password: \"hunter2\\q\"").toString()).doesNotContain("hunter2");
        assertThat(refusal("password: hunter2: x").toString()).doesNotContain("hunter2");
        assertThat(refusal("password: *hunter2").toString()).doesNotContain("hunter2");
        assertThat(refusal("password: !hunter2 x").toString()).doesNotContain("hunter2");
        assertThat(refusal("%hunter2\n--- %hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void depthAndAliasesUpToTheLimitAreRead() {
        int depth = YamlReader.MAX_DEPTH;
        String aliases =
                IntStream.range(0, YamlReader.MAX_ALIASES).mapToObj(i -> "*a").collect(Collectors.joining(","));

        assertThatNoException().isThrownBy(() -> read("[".repeat(depth) + "]".repeat(depth)));
        assertThatNoException().isThrownBy(() -> read("[&a x," + aliases + "]"));
        assertThat(refusal("[".repeat(depth + 1) + "]".repeat(depth + 1)).reason())
                .isEqualTo("nested deeper than 64");
        assertThat(refusal("[&a x,*a," + aliases + "]").reason()).isEqualTo("more than 100 aliases");
    }

    @Test
    void aliasesCountWithTheDepthOfWhatTheyStandFor() {
        String deep = "a: &a " + "[".repeat(40) + "]".repeat(40) + "\n";

        assertThat(refusal(deep + "b: " + "[".repeat(40) + "*a" + "]".repeat(40))
                        .reason())
                .isEqualTo("nested deeper than 64");
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                bomb("aliases of aliases", laughs(10)),
                bomb(
                        "aliases of aliases in mappings",
                        laughs(10).replace("[", "{x: [").replace("]", "]}")),
                bomb("many aliases", "a: &a x\nb: [" + "*a,".repeat(100_000) + "]"),
                bomb("merge of merges", merges()),
                bomb("recursive alias", "a: &a [*a]"),
                bomb("recursive merge", "a: &a {<<: *a}"),
                bomb("a million keys", keys("\n", 1_000_000)),
                bomb("as many keys as fit", keys("\n", 120_000)),
                bomb("as many keys as fit in one line", "{" + keys(",", 120_000) + "}"),
                bomb("as many items as fit", "-\n".repeat(500_000)),
                bomb("100000 open brackets", "[".repeat(100_000)),
                bomb("100000 open braces", "{".repeat(100_000)),
                bomb("100000 braces with keys", "{a: ".repeat(100_000)),
                bomb("100000 items on one line", "- ".repeat(100_000)),
                bomb("100000 explicit keys on one line", "? ".repeat(100_000)),
                bomb(
                        "deep by indentation",
                        IntStream.range(0, 1000)
                                .mapToObj(i -> " ".repeat(i) + "a:\n")
                                .collect(Collectors.joining())),
                bomb("100 MB of text", "x".repeat(100_000_000)),
                bomb("class tag", "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]"),
                bomb("tag of a global name", "!<tag:example.com,2000:x> {}"),
                bomb("tags of many handles", "%TAG !e! tag:e,2000:\n---\n" + "- !e!x a\n".repeat(50_000)));
    }

    private static Arguments bomb(String name, String yaml) {
        return Arguments.of(name, yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String laughs(int levels) {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < levels; i++) {
            yaml.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        return yaml.toString().replace("\r", "");
    }

    private static String merges() {
        StringBuilder yaml = new StringBuilder("a0: &a0 {x0: 1, y0: 1}\n");
        for (int i = 1; i < 90; i++) {
            yaml.append("a" + i + ": &a" + i + " {<<: [*a" + (i - 1) + "], x" + i + ": {<<: *a" + (i - 1) + "}}\n");
        }
        return yaml.toString();
    }

    private static String keys(String end, int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + ":" + end).collect(Collectors.joining());
    }

    @Tag("F4")
    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesBombsWithinTimeAndMemory(String name, byte[] bomb) {
        Duration time = cpuTime(() -> assertThat(
                        catchThrowableOfType(SettingsException.class, () -> YamlReader.read("bomb", bomb)))
                .isNotNull());

        // On a slow machine everything takes longer, so there a bomb is held against what it may resemble at most.
        Duration allowed = TIME_BUDGET;
        if (time.compareTo(allowed) >= 0) {
            allowed = cpuTime(() -> read(LARGEST)).multipliedBy(6);
        }
        assertThat(time).isLessThan(allowed);
    }

    /** The best of five rounds, each within the memory budget. */
    private static Duration cpuTime(Runnable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            reading.run();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY_BUDGET);
        }
        return Duration.ofNanos(best);
    }

    @Test
    void mutatedDocumentsAreReadOrRefusedNeverMore() {
        Random random = new Random(20261124);
        String alphabet = "ab01-: \n\t[]{}#&*!|>'\"%@,?~.<\\=";
        String seed =
                "a: &x {b: [1, 'two', \"th\\u0065ee\"]}\n<<: *x\nc: |-\n  text\n   more\nd: >+\n  folded\n\n# end\n";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder yaml = new StringBuilder(seed);
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                int at = random.nextInt(yaml.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> yaml.setCharAt(at, c);
                    case 1 -> yaml.insert(at, c);
                    default -> yaml.deleteCharAt(at);
                }
            }
            readOrRefuse(yaml.toString());
        }
    }

    private static void readOrRefuse(String yaml) {
        try {
            YamlReader.read("mutant", yaml).value();
        } catch (SettingsException expected) {
            assertThat(expected.findings()).hasSize(1);
        } catch (RuntimeException unexpected) {
            throw new AssertionError("on:\n" + yaml, unexpected);
        }
    }
}
