package net.authproxy.core.connector.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.authproxy.core.shared.error.FieldError;
import org.junit.jupiter.api.Test;

class FormSchemaTests {

    private static FormSchema credentials(String auth) {
        AuthMethod method =
                DefinitionParser.parse(Definitions.minimal(auth)).definition().auth();
        return FormSchema.credentials(method).orElseThrow();
    }

    private static FormSchema step(String schema) {
        SetupFlow flow = DefinitionParser.parse(Definitions.minimal(
                        "setup_flow: {preconnect: {steps: [{id: a, json_schema: " + schema + "}]}}"))
                .definition()
                .setup();
        return FormSchema.of((SetupStep.Form) flow.preconnect().getFirst());
    }

    @Test
    void makesTheFormOfTheContract() {
        FormSchema form = FormSchema.credentials(DefinitionParser.parse(Definitions.example("greenhouse"))
                        .definition()
                        .auth())
                .orElseThrow();

        assertThat(form.schema()).isEqualTo(Definitions.MAPPER.readTree("""
                        {"type":"object","required":["api_key"],"properties":{"api_key":
                         {"type":"string","title":"Harvest API key","format":"password","writeOnly":true}}}"""));
        assertThat(form.secretNames()).containsExactly("api_key");
    }

    @Test
    void findsWhatIsWrongWithoutRepeatingIt() {
        FormSchema form = credentials("auth: {type: api-key, fields: [{name: k, pattern: '^[0-9]+$'}, {name: n}, "
                + "{name: o, required: false}], placement: {type: bearer}}");

        List<FieldError> findings = form.validate(Definitions.yaml("{k: hunter2, o: ''}"));

        assertThat(findings)
                .containsExactlyInAnyOrder(
                        new FieldError("k", "does not match the pattern"), new FieldError("n", "is required"));
        assertThat(form.validate(Definitions.yaml("{k: '1', n: ''}")))
                .containsExactly(new FieldError("n", "must not be empty"));
        assertThat(form.validate(Definitions.yaml("{k: '1', n: x}"))).isEmpty();
    }

    @Test
    void assertsFormats() {
        FormSchema form = step("{type: object, properties: {mail: {type: string, format: email}, list: "
                + "{type: array, items: {type: integer}}}}");

        assertThat(form.validate(Definitions.yaml("{mail: 'no mail', list: [1, x]}")))
                .containsExactlyInAnyOrder(
                        new FieldError("mail", "does not have the right format"),
                        new FieldError("list.1", "has the wrong type"));
    }

    @Test
    void survivesHostilePatternsAndRecursion() {
        FormSchema pattern = step("{type: object, properties: {p: {type: string, pattern: '^(a+)+$'}}}");
        FormSchema recursion = step("{type: object, $ref: '#'}");

        assertThat(pattern.validate(Definitions.MAPPER.createObjectNode().put("p", "a".repeat(50_000) + "!")))
                .hasSize(1);
        assertThat(recursion.validate(Definitions.yaml("{a: 1}"))).hasSize(1);
    }
}
