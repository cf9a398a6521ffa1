package net.authproxy.core.shared.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.core.shared.secret.SecretString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTests {

    private static final List<String> HOSTILE = List.of(
            "evil.test/#",
            "evil.test/",
            "evil.test?",
            "evil.test#",
            "evil.test\\",
            "evil.test:443/",
            "evil.test:8443",
            "user@evil.test",
            "user:pw@evil.test",
            "@evil.test",
            "x@",
            "evil.test%2f",
            "evil.test%00",
            "evil.test%23",
            "//evil.test",
            "/evil.test",
            "..",
            "../..",
            ".",
            "..%2f",
            "%2e%2e",
            "a/../b",
            "a/./b",
            "\\\\evil.test",
            "evil.test\r\nHost: x",
            "evil.test\n",
            "evil.test\t",
            " evil.test",
            "evil.test ",
            "evil.test\u0000",
            "[::1]",
            "::1",
            "127.1#",
            "evil\u3002test/",
            "evil.test\uFF0F",
            "evil.test\uFF03",
            "\u2100evil.test",
            "https://evil.test",
            "http://evil.test/",
            "javascript:alert(1)",
            "{{cfg.other}}",
            "a&b=c",
            "a=b&redirect=x",
            "a;b",
            "a?b#c",
            "evil.test\u2028",
            "\uD800",
            "-evil",
            "evil-",
            ".evil",
            "evil.",
            "a..b",
            "_",
            "*",
            "",
            "\uFDD0x\uFDD1");

    static Stream<String> hostile() {
        return HOSTILE.stream();
    }

    private static TemplateValues tenant(String value) {
        return TemplateValues.NONE.withCfg(Map.of("tenant", value));
    }

    @Test
    void hasEnoughHostileValues() {
        assertThat(HOSTILE).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValueNeverBendsTheHost(String value) {
        Template template = Template.compile("https://{{cfg.tenant}}.example.com/api");

        assertThatThrownBy(() -> template.renderUrl(tenant(value))).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValueInPathOrQueryStaysOneSegmentOrParameter(String value) {
        Template template = Template.compile("https://api.example.com/v1/{{cfg.tenant}}/items?q={{cfg.tenant}}&z=1");

        String url;
        try {
            url = template.renderUrl(tenant(value));
        } catch (TemplateException e) {
            return;
        }
        URI parsed = URI.create(url);
        assertThat(parsed.getHost()).isEqualTo("api.example.com");
        assertThat(parsed.getRawPath().split("/", -1)).hasSize(4);
        assertThat(parsed.getRawPath()).doesNotContain("/../", "/./");
        assertThat(parsed.getRawQuery().split("&")).hasSize(2);
        assertThat(parsed.getRawFragment()).isNull();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValueIsNoOrigin(String value) {
        Template template = Template.compile("{{cfg.tenant}}/v1");

        if (value.equals("https://evil.test")) {
            assertThat(template.renderUrl(tenant(value))).isEqualTo("https://evil.test/v1");
        } else {
            assertThatThrownBy(() -> template.renderUrl(tenant(value))).isInstanceOf(TemplateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/#",
                "https://evil.test?x=",
                "https://a@evil.test",
                "https://evil.test/../x",
                "https://evil.test\\@good",
                "https:evil.test",
                "https:///evil.test",
                "https://",
                "HTTPS://x.test"
            })
    void refusesOriginsThatAreMoreOrLessThanABase(String value) {
        assertThatThrownBy(() -> Template.compile("{{cfg.tenant}}/v1").renderUrl(tenant(value)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void writesOriginWithPathAndOneSlash() {
        assertThat(Template.compile("{{cfg.tenant}}/v1").renderUrl(tenant("https://a.test/base/")))
                .isEqualTo("https://a.test/base/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "127.1", "0177.0.0.1", "1.2.3.4.5", "256.1.1.1"})
    void refusesDisguisedAddressesAsHost(String value) {
        assertThatThrownBy(() -> Template.compile("https://{{cfg.tenant}}/x").renderUrl(tenant(value)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void rendersHostPortPathAndQuery() {
        Template template = Template.compile("https://{{cfg.h}}:{{cfg.p}}/a/{{cfg.s}}?x={{{cfg.q}}}");
        TemplateValues values =
                TemplateValues.NONE.withCfg(Map.of("h", "eu-1.acme", "p", 8443, "s", "a b/c", "q", "1&2=ü"));

        assertThat(template.renderUrl(values)).isEqualTo("https://eu-1.acme:8443/a/a%20b%2Fc?x=1%262%3D%C3%BC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "80/", "80@", "x", "080", "-1"})
    void refusesWrongPorts(String value) {
        assertThatThrownBy(
                        () -> Template.compile("https://a.test:{{cfg.tenant}}/").renderUrl(tenant(value)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void missingVariableIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> Template.compile("a {{cfg.x}}").renderPlain(TemplateValues.NONE))
                .isInstanceOf(TemplateException.class)
                .hasMessage("no value for cfg.x");
    }

    @Test
    void sectionsGiveDefaults() {
        Template template = Template.compile("{{#cfg.r}}{{cfg.r}}{{/cfg.r}}{{^cfg.r}}us{{/cfg.r}}");

        assertThat(template.renderPlain(TemplateValues.NONE)).isEqualTo("us");
        assertThat(template.renderPlain(TemplateValues.NONE.withCfg(Map.of("r", "eu"))))
                .isEqualTo("eu");
        assertThat(template.renderPlain(TemplateValues.NONE.withCfg(Map.of("r", ""))))
                .isEqualTo("us");
        assertThat(template.renderPlain(TemplateValues.NONE.withCfg(Map.of("r", false))))
                .isEqualTo("us");
    }

    @Test
    void readsLabelsWithDotsAndSlashes() {
        TemplateValues values = TemplateValues.NONE
                .withLabels(Map.of("app.kubernetes.io/name", "shop"))
                .withAnnotations(Map.of("note", "<b>"));

        assertThat(Template.compile("{{labels.app.kubernetes.io/name}} {{annotations.note}}")
                        .renderPlain(values))
                .isEqualTo("shop <b>");
    }

    @Test
    void doesNotLookIntoValuesOrObjects() {
        for (String text : List.of(
                "{{cfg}}",
                "{{.}}",
                "{{this}}",
                "{{cfg.x.class}}x{{system.y}}",
                "{{>p}}",
                "{{=<% %>=}}",
                "{{#cfg.x}}",
                "{{cfg.}}",
                "{{/cfg.x}}",
                "{{class.forName}}",
                "{{-index}}")) {
            assertThatThrownBy(() -> Template.compile(text).renderPlain(TemplateValues.NONE))
                    .as(text)
                    .isInstanceOf(TemplateException.class);
        }
    }

    @Test
    void listsAreTrueInSectionsButNoText() {
        TemplateValues values = TemplateValues.NONE.withCfg(Map.of("l", List.of("a", "b"), "e", List.of()));

        assertThat(Template.compile("{{#cfg.l}}yes{{/cfg.l}}{{#cfg.e}}no{{/cfg.e}}")
                        .renderPlain(values))
                .isEqualTo("yes");
        assertThatThrownBy(() -> Template.compile("{{cfg.l}}").renderPlain(values))
                .isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u010Ab", "\u560A", "a\u007Fb"})
    void refusesHeaderValuesThatCouldSplit(String value) {
        assertThatThrownBy(() -> Template.compile("x {{cfg.tenant}}").renderHeader(tenant(value)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void rendersCredentialsWithoutPrintingThem() {
        TemplateValues values = TemplateValues.NONE.withCredentials(Map.of("api_key", SecretString.of("s3cret")));

        assertThat(Template.compile("{{credentials.api_key}}:").renderHeader(values))
                .isEqualTo("s3cret:");
        assertThat(values.toString()).doesNotContain("s3cret");
    }
}
