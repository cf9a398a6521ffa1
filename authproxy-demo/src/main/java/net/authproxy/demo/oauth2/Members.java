package net.authproxy.demo.oauth2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The members of a JSON object in order, values as JSON text: so that it can also be written wrong. */
record Members(List<Member> all) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Members NONE = new Members(List.of());

    Members {
        all = List.copyOf(all);
    }

    /** Adds a member at the end, its value written as JSON. */
    Members with(String name, Object value) {
        return plus(name, JSON.writeValueAsString(value));
    }

    /** Adds a member at the end, even if there is one of this name. */
    Members plus(String name, String json) {
        List<Member> more = new ArrayList<>(all);
        more.add(new Member(name, json));
        return new Members(more);
    }

    /** Replaces a member at its place, or adds it. */
    Members set(String name, String json) {
        if (all.stream().noneMatch(member -> member.name.equals(name))) {
            return plus(name, json);
        }
        return new Members(all.stream()
                .map(member -> member.name.equals(name) ? new Member(name, json) : member)
                .toList());
    }

    Members without(String name) {
        return new Members(
                all.stream().filter(member -> !member.name.equals(name)).toList());
    }

    /** The text of a member that is a JSON string; empty for any other. */
    String text(String name) {
        return all.stream()
                .filter(member -> member.name.equals(name))
                .findFirst()
                .map(Member::plain)
                .orElse("");
    }

    /** The same object as the value of nested members of these names. */
    Members below(List<String> path) {
        Members nested = this;
        for (String name : path.reversed()) {
            nested = NONE.plus(name, nested.toJson());
        }
        return nested;
    }

    String toJson() {
        return all.stream()
                .map(member -> JSON.writeValueAsString(member.name) + ":" + member.json)
                .collect(Collectors.joining(",", "{", "}"));
    }

    String toForm() {
        return all.stream()
                .map(member -> encode(member.name) + "=" + encode(member.plain()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * One member.
     *
     * @param json its value as it is written
     */
    record Member(String name, String json) {

        /** A JSON string's text, anything else as it is written. */
        String plain() {
            if (!json.startsWith("\"")) {
                return json;
            }
            try {
                return JSON.readValue(json, String.class);
            } catch (JacksonException e) {
                return json;
            }
        }
    }
}
