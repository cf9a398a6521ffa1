package net.authproxy.core.oauth2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request of a client to its provider as it was written. Where it goes is not in it: that is for the outbound gate to
 * decide.
 */
final class TokenRequest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final FormHttpMessageConverter FORM = new FormHttpMessageConverter();

    private final HttpHeaders headers;
    private final byte[] body;

    private TokenRequest(HttpHeaders headers, byte[] body) {
        this.headers = headers;
        this.body = body;
    }

    /** With these parameters as a form, or as the members of an object where the headers say JSON. */
    static TokenRequest of(HttpHeaders headers, MultiValueMap<String, String> parameters) {
        MediaType type = headers.getContentType();
        if (type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return new TokenRequest(headers, JSON.writeValueAsBytes(parameters.toSingleValueMap()));
        }
        Form form = new Form(headers, new ByteArrayOutputStream());
        try {
            FORM.write(parameters, type, form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TokenRequest(headers, form.getBody().toByteArray());
    }

    private record Form(HttpHeaders getHeaders, ByteArrayOutputStream getBody) implements HttpOutputMessage {}

    Map<String, String> headers() {
        return headers.toSingleValueMap();
    }

    byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "TokenRequest";
    }
}
