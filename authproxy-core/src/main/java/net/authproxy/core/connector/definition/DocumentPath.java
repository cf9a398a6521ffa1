package net.authproxy.core.connector.definition;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A place in a definition, in three spellings.
 *
 * @param text for people, such as {@code probes[0].http.url}
 * @param pointer JSON Pointer
 * @param identity like the text, but list elements are named by their {@code id} or {@code name} if they have one: the
 *     place stays the same when the list is reordered
 */
record DocumentPath(String text, String pointer, String identity) {

    static final DocumentPath ROOT = new DocumentPath("", "", "");

    DocumentPath member(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        return new DocumentPath(join(text, name), pointer + "/" + escaped, join(identity, name));
    }

    DocumentPath element(int index, JsonNode element) {
        String name = Stream.of("id", "name")
                .map(element::path)
                .filter(JsonNode::isString)
                .findFirst()
                .map(JsonNode::stringValue)
                .orElse(Integer.toString(index));
        return new DocumentPath(text + "[" + index + "]", pointer + "/" + index, identity + "[" + name + "]");
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    @Override
    public String toString() {
        return text;
    }
}
