package net.authproxy.gateway;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON parsers of the edge: one strict for what callers send, one that only tells whether an answer is JSON. */
final class StrictJson {

    private static final int REQUEST_DEPTH = 64;
    private static final int ANSWER_DEPTH = 1_000;

    private static final JsonFactory REQUEST = factory(REQUEST_DEPTH, true);
    private static final JsonFactory ANSWER = factory(ANSWER_DEPTH, false);

    private StrictJson() {}

    /** A parser that refuses duplicate members and depth above 64; the bytes have been checked as UTF-8. */
    static JsonParser forRequest(byte[] bytes) {
        return REQUEST.createParser(ObjectReadContext.empty(), bytes);
    }

    /** Whether the bytes are exactly one JSON text (RFC 8259), nested at most 1000 deep. */
    static boolean valid(byte[] bytes) {
        if (!Utf8.plainText(bytes)) {
            return false;
        }
        try (JsonParser parser = ANSWER.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static JsonFactory factory(int depth, boolean strict) {
        return JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }
}
