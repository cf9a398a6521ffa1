package net.authproxy.core.credential;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes a credential into a JSON object or a form; every other byte of the body stays (contract 6.2, placement body). */
final class BodyCredential {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    private BodyCredential() {}

    static byte[] write(OutgoingRequest request, Credential.BodyField field) {
        String type = mediaType(request.contentType());
        if (type.equals("application/json") || type.endsWith("+json")) {
            return inJson(request.body(), field);
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return inForm(request.body(), field);
        }
        throw unsupported("the body must be a JSON object or a form");
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static byte[] inForm(byte[] body, Credential.BodyField field) {
        return FormPairs.replace(text(body), field.name(), field.value().expose())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Copies the members that stay as slices of the input, so that numbers and escapes keep their text. */
    private static byte[] inJson(byte[] bytes, Credential.BodyField field) {
        // From text: given bytes, the parser would guess other encodings and take a byte order mark.
        String body = text(bytes);
        StringBuilder out = new StringBuilder(body.length() + 64).append('{');
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unsupported("the JSON body is not an object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean replaced = parser.currentName().equals(field.name());
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.nextToken();
                parser.skipChildren();
                // For a scalar the parser may not have read the value to its end yet.
                parser.finishToken();
                int end = (int) parser.currentLocation().getCharOffset();
                if (!replaced) {
                    separate(out).append(body, start, end);
                }
            }
            if (parser.nextToken() != null) {
                throw unsupported("there is text behind the JSON object");
            }
        } catch (JacksonException e) {
            throw unsupported("the body is not well-formed JSON");
        }
        separate(out).append(JSON.writeValueAsString(field.name())).append(':');
        out.append(JSON.writeValueAsString(field.value().expose())).append('}');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static StringBuilder separate(StringBuilder out) {
        return out.length() > 1 ? out.append(',') : out;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unsupported("the body is not UTF-8");
        }
    }

    private static AuthProxyException unsupported(String why) {
        return new AuthProxyException(
                ErrorCode.CREDENTIAL_BODY_UNSUPPORTED, "this connector puts its credential into the body: " + why);
    }
}
