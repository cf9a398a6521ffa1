package net.authproxy.core.shared.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "env!=prod|{}|true",
                "env notin (a,b)|{}|true",
                "env notin (a,b)|env:a|false",
                "x=|x:|true",
                "x=|{}|false",
                "x!=|{}|true",
                "x!=|x:|false",
                "x|x:|true",
                "!x|x:|false",
                "x=y,!x|x:y|false",
                "x=y,x=z|x:y|false",
                "X=y|x:y|false",
                "a.b/c=d|a.b/c:d|true",
                "\" x = y , z != w \"|x:y|true",
                "x in ()|x:|true",
                "x in ()|{}|false",
                "x in (abc,)|x:|true",
                "x notin (, a)|x:|false",
                "x notin (, a)|{}|true",
                "x in (a,a)|x:a|true",
                "notin=in|notin:in|true",
                "in in (in)|in:in|true",
                "a in (x,in,notin)|a:notin|true",
                "\"x,y in (a)\"|x:1;y:a|true",
                "\"x,y in (a)\"|y:a|false",
                "!in|{}|true",
                "x==y|x:y|true",
            })
    void meansWhatTheContractSays(String selector, String labels, boolean match) {
        assertThat(LabelSelector.parse(selector).matches(labels(labels))).isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x,,y", ",x", "x=a,", "a in (b),", "x=a b", "x y", "x==a==b", "!x=a", "!!x", "x=a||y=b", "x>1", "x<5",
                "=y", "!", "a in (b", "a (", "x=y'", "x\0=y", "x=y\0", "x===y", "x=!y", "x in a", "x in (a b)", "x in",
                "x IN (a)", "x! =y", "(x)", "x in (a))", "x in ((a))", "a/b/c=d", "A.b/x=y", "x\u00a0=y", "x\f=y",
                        "\u000b"
            })
    void refusesWhatIsOutsideTheGrammar(String selector) {
        assertRefused(selector);
    }

    @Test
    void refusesValueOf64Characters() {
        assertRefused("x=" + "a".repeat(64));
        assertThat(LabelSelector.parse("x=" + "a".repeat(63)).terms()).hasSize(1);
    }

    @Test
    void takes64TermsAnd4096CharactersButNotMore() {
        assertThat(LabelSelector.parse(terms(64)).terms()).hasSize(64);
        assertRefused(terms(65));
        assertThat(LabelSelector.parse("x" + " ".repeat(4095)).terms()).hasSize(1);
        assertRefused("x" + " ".repeat(4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n"})
    void restrictsNothingWhenBlank(String selector) {
        assertThat(LabelSelector.parse(selector)).isEqualTo(LabelSelector.EVERYTHING);
    }

    @Test
    void restrictsNothingWhenAbsent() {
        assertThat(LabelSelector.parse(null).matches(Map.of())).isTrue();
    }

    @Test
    void printsItselfNoLongerThanItWas() {
        String longest =
                "k in(" + IntStream.range(0, 1000).mapToObj(i -> "v" + i % 10).collect(Collectors.joining(","));
        LabelSelector selector = LabelSelector.parse(longest + ")");

        assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
        assertThat(LabelSelector.parse("a=b,c!=d,e,!f,g in(,h),i notin(j,k)"))
                .hasToString("a=b,c!=d,e,!f,g in(,h),i notin(j,k)");
    }

    private static void assertRefused(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_LABEL_SELECTOR));
    }

    private static String terms(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i).collect(Collectors.joining(","));
    }

    private static Map<String, String> labels(String text) {
        return text.equals("{}")
                ? Map.of()
                : java.util.Arrays.stream(text.split(";"))
                        .map(pair -> pair.split(":", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
