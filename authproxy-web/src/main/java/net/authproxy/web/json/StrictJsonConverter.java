package net.authproxy.web.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bodies as UTF-8 and nothing else: Jackson alone would guess UTF-16 and skip a byte order mark (contract 1.1). At
 * most 1 MiB.
 */
final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {

    static final int MAX_BODY = 1 << 20;

    private static final int BOM = 0xFEFF;

    private final JsonMapper mapper;

    StrictJsonConverter(JsonMapper mapper) {
        super(mapper);
        this.mapper = mapper;
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException, HttpMessageNotReadableException {
        byte[] body = message.getBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the body is larger than 1 MiB");
        }
        checkText(body);
        checkSyntax(body);
        return super.read(type, new Checked(message.getHeaders(), body), hints);
    }

    private static void checkText(byte[] body) {
        try {
            CharSequence text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            if (text.length() > 0 && text.charAt(0) != BOM && text.charAt(0) != 0) {
                return;
            }
        } catch (CharacterCodingException e) {
            throw malformed();
        }
        throw malformed();
    }

    /** The whole body, before binding: that would stop at the first wrong type and not see what is broken behind it. */
    private void checkSyntax(byte[] body) {
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (JacksonException e) {
            throw malformed();
        }
        if (tree.isMissingNode()) {
            throw malformed();
        }
        if (tree.isNull()) {
            throw AuthProxyException.invalid("body", "wrong type");
        }
        checkCharacters(tree, "");
    }

    /** PostgreSQL cannot hold the character U+0000, in text or in JSON; so it is refused, whatever the database. */
    private static void checkCharacters(JsonNode node, String path) {
        if (node.isString() && node.stringValue().indexOf(0) >= 0) {
            throw nul(path);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().indexOf(0) >= 0) {
                throw nul(path);
            }
            checkCharacters(member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey());
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkCharacters(node.get(i), path + "[" + i + "]");
            }
        }
    }

    private static AuthProxyException nul(String path) {
        return AuthProxyException.invalid(path.isEmpty() ? "body" : path, "must not hold the character U+0000");
    }

    private static AuthProxyException malformed() {
        return new AuthProxyException(ErrorCode.MALFORMED_JSON, "the body is not well-formed JSON");
    }

    private static final class Checked implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] body;

        private Checked(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
