package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanFormsTests {

    @ParameterizedTest
    @CsvSource({
        "1d12h,PT36H,1d12h",
        "90s,PT1M30S,1m30s",
        "250ms,PT0.25S,250ms",
        "0s,PT0S,0s",
        "1d2h3m4s5ms,P1DT2H3M4.005S,1d2h3m4s5ms"
    })
    void durationsAreReadAndWritten(String text, Duration duration, String shortest) {
        assertThat(HumanDuration.parse(text)).contains(duration);
        assertThat(HumanDuration.format(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1x", "1s1m", " 1s", "1.5s", "-1s", "1 s", "PT1S", "99999999999999999999d", "1S"})
    void otherDurationsAreRefused(String text) {
        assertThat(HumanDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "250kb,250000",
        "250kib,256000",
        "250KiB,256000",
        "1GB,1000000000",
        "1gib,1073741824",
        "7,7",
        "7b,7",
        "7eib,8070450532247928832",
        "9eb,9000000000000000000"
    })
    void sizesAreRead(String text, long bytes) {
        assertThat(HumanSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kb", "1.5kb", "-1kb", "1 kb", "1k", "1ib", "8eib", "10eb", "1zb"})
    void otherSizesAreRefused(String text) {
        assertThat(HumanSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "*/5 0-23 1,15 */2 7",
                "0 0 31 12 0",
                "@hourly",
                "@daily",
                "@every 90s",
                "5-10/2 * * * *"
            })
    void cronExpressionsAreTaken(String text) {
        assertThatNoException().isThrownBy(() -> new Cron(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "@weekly",
                "@every 0s",
                "@every x",
                "a * * * *",
                "1, * * * *"
            })
    void otherCronExpressionsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cron(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,true",
        "::/0,true",
        "128.0.0.0/1,true",
        "10.0.0.0/8,false",
        "fc00::/7,false",
        "2000::/3,true",
        "192.168.1.1,false",
        "::1,false"
    })
    void rangesWiderThanPrivateOnesAreOpenToAll(String range, boolean open) {
        assertThat(CidrNotation.isOpenToAll(range)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "example.com", "::/129", "10.0.0.0/", "", "/8", "1.2.3.4/-1"})
    void otherRangesAreFindings(String range) {
        Findings findings = Findings.of(YamlReader.read("test", "x").root());

        CidrNotation.check(List.of(range), findings);

        assertThat(findings.count()).isEqualTo(1);
    }
}
