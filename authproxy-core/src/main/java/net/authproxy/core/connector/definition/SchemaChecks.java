package net.authproxy.core.connector.definition;

import tools.jackson.databind.JsonNode;

/** Checks the JSON Schemas within a definition. */
final class SchemaChecks {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int MAX_PATTERN = 1_024;
    private static final int MAX_DEPTH = 40;

    private SchemaChecks() {}

    /** The schema of a form: an object, valid 2020-12, self-contained. */
    static void check(JsonNode schema, DocumentPath path, Reading reading) {
        if (!schema.isObject()) {
            reading.finding(path, "must be an object");
            return;
        }
        JsonNode type = schema.path("type");
        if (!type.isString() || !type.stringValue().equals("object")) {
            reading.finding(path.member("type"), "must be object");
        }
        JsonNode dialect = schema.path("$schema");
        if (!dialect.isMissingNode()
                && !(dialect.isString()
                        && dialect.stringValue().replace("#", "").equals(DIALECT))) {
            reading.finding(path.member("$schema"), "must be " + DIALECT);
            return;
        }
        int before = reading.findings().size();
        walk(schema, path, reading, 0);
        if (reading.findings().size() == before) {
            JsonSchemas.metaFindings(schema)
                    .forEach(finding -> reading.finding(
                            finding.path().isEmpty() ? path : path.member(finding.path()), finding.message()));
        }
    }

    private static void walk(JsonNode node, DocumentPath path, Reading reading, int depth) {
        if (depth > MAX_DEPTH) {
            reading.finding(path, "is nested too deeply");
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), path.element(i, node.get(i)), reading, depth + 1);
            }
        }
        node.properties().forEach(member -> {
            DocumentPath where = path.member(member.getKey());
            checkKeyword(member.getKey(), member.getValue(), where, reading);
            walk(member.getValue(), where, reading, depth + 1);
        });
    }

    private static void checkKeyword(String keyword, JsonNode value, DocumentPath path, Reading reading) {
        if (keyword.equals("patternProperties")) {
            value.propertyNames().forEach(pattern -> checkPattern(pattern, path.member(pattern), reading));
        }
        if (!value.isString()) {
            return;
        }
        switch (keyword) {
            case "$ref", "$dynamicRef" -> {
                if (!value.stringValue().startsWith("#")) {
                    reading.finding(path, "must stay within the schema (#...)");
                }
            }
            case "$id" -> reading.finding(path, "is not supported");
            case "pattern" -> checkPattern(value.stringValue(), path, reading);
            default -> {}
        }
    }

    /** Patterns are RE2: no look-around, no back references, so that matching takes linear time. */
    static void checkPattern(String pattern, DocumentPath path, Reading reading) {
        if (pattern.length() > MAX_PATTERN) {
            reading.finding(path, "is too long for a pattern");
            return;
        }
        try {
            com.google.re2j.Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException e) {
            reading.finding(path, "is not a regular expression (RE2: no look-around, no back references)");
        }
    }
}
