package net.authproxy.core.oauth2;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.TokenEndpoint;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the answer of a token endpoint, strictly, at the places the definition names (contract 8.3). */
final class TokenAnswerReader {

    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final int DEEPEST = 64;
    private static final BigDecimal LONGEST_LIFE = new BigDecimal(10L * 365 * 24 * 3600);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenAnswerReader() {}

    /**
     * The answer.
     *
     * @throws MalformedAnswerException when it is not to be used
     * @throws TokenEndpointException when it is a failure in the coat of a success
     */
    static TokenAnswer read(OAuth2 rules, @Nullable String contentType, byte[] content) {
        JsonNode body = body(contentType, content);
        JsonNode error = body.path("error");
        if (error.isString() && !error.stringValue().isEmpty()) {
            throw TokenErrors.of(200, body, rules.refresh().permanentErrors(), null);
        }
        TokenEndpoint.Response places = rules.token().response();
        requireBearer(body.path("token_type"));
        Map<String, JsonNode> metadata = new HashMap<>();
        places.metadata().forEach((key, pointer) -> {
            JsonNode value = body.at(pointer);
            if (value.isString() || value.isNumber() || value.isBoolean()) {
                metadata.put(key, value);
            }
        });
        return new TokenAnswer(
                accessToken(body.at(places.accessToken())),
                refreshToken(body.at(places.refreshToken())),
                expiresIn(body.at(places.expiresIn()), rules.defaultExpiresIn()),
                scopes(body.at(places.scope()), rules.scopeSeparator()),
                Map.copyOf(metadata),
                body);
    }

    static JsonNode body(@Nullable String contentType, byte[] content) {
        String text = utf8(content);
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return form(text);
        }
        try {
            JsonNode body = JSON.readTree(text);
            if (!body.isObject()) {
                throw new MalformedAnswerException("not a JSON object");
            }
            return body;
        } catch (JacksonException e) {
            throw new MalformedAnswerException("not JSON");
        }
    }

    private static String utf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedAnswerException("not UTF-8");
        }
    }

    private static ObjectNode form(String text) {
        ObjectNode body = JSON.createObjectNode();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (body.has(name)) {
                throw new MalformedAnswerException("a field twice");
            }
            body.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return body;
    }

    private static String decoded(String text) {
        try {
            return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswerException("not a form");
        }
    }

    private static void requireBearer(JsonNode type) {
        if (type.isMissingNode() || type.isNull()) {
            return;
        }
        String text = type.isString() ? type.stringValue().strip() : "";
        // RFC 6749 7.1: a client must not use a token whose type it does not understand; both bind it to a key.
        if (!type.isString() || text.equalsIgnoreCase("DPoP") || text.equalsIgnoreCase("MAC")) {
            throw new MalformedAnswerException("a token_type that cannot be used");
        }
    }

    private static SecretString accessToken(JsonNode token) {
        if (!token.isString()) {
            throw new MalformedAnswerException("no access_token");
        }
        String text = token.stringValue();
        boolean visible = text.chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
        if (text.isEmpty() || text.length() > LONGEST_TOKEN || !visible) {
            throw new MalformedAnswerException("an access_token that cannot be sent");
        }
        return SecretString.of(text);
    }

    private static @Nullable SecretString refreshToken(JsonNode token) {
        if (token.isMissingNode() || token.isNull()) {
            return null;
        }
        if (!token.isString()) {
            throw new MalformedAnswerException("a refresh_token that is no text");
        }
        String text = token.stringValue();
        if (text.length() > LONGEST_TOKEN || text.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedAnswerException("a refresh_token that cannot be sent");
        }
        return text.isEmpty() ? null : SecretString.of(text);
    }

    private static @Nullable Duration expiresIn(JsonNode value, @Nullable Duration standard) {
        if (value.isMissingNode() || value.isNull()) {
            return standard;
        }
        if (!value.isNumber()
                && !(value.isString() && NUMBER.matcher(value.stringValue()).matches())) {
            throw new MalformedAnswerException("an expires_in that is no number");
        }
        BigDecimal seconds = value.isNumber() ? value.decimalValue() : new BigDecimal(value.stringValue());
        if (seconds.signum() <= 0) {
            return standard;
        }
        // Compared before it is converted: 1e999999999 has a billion digits.
        if (seconds.compareTo(LONGEST_LIFE) > 0) {
            return Duration.ofSeconds(LONGEST_LIFE.longValueExact());
        }
        return seconds.compareTo(BigDecimal.ONE) < 0 ? standard : Duration.ofSeconds(seconds.longValue());
    }

    private static @Nullable List<String> scopes(JsonNode value, String separator) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return split(value.stringValue(), separator).toList();
        }
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
            return value.valueStream()
                    .flatMap(element -> split(element.stringValue(), separator))
                    .toList();
        }
        throw new MalformedAnswerException("a scope that is neither text nor list");
    }

    /** Blanks always separate (RFC 6749 3.3), besides the connector's own separator; a comma does where nothing else did. */
    private static Stream<String> split(String text, String separator) {
        List<String> parts = Arrays.stream(text.split(Pattern.quote(separator) + "|\\s+"))
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.size() == 1 && parts.getFirst().contains(",")
                ? Arrays.stream(parts.getFirst().split(",")).filter(part -> !part.isEmpty())
                : parts.stream();
    }
}
