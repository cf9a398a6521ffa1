package net.authproxy.core.oauth2;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import net.authproxy.core.connector.definition.OAuth2;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import tools.jackson.databind.json.JsonMapper;

/** The library's HTTP client over our outbound gate: forms or JSON out, strictly read token answers in. */
final class GateRestClients {

    /** Under this name the library's answer carries ours. */
    static final String ANSWER = "authproxy.answer";

    private GateRestClients() {}

    /** One for token requests; the bytes of a success are shown before they are read. */
    static RestClient reading(
            Function<GateRequest.Written, ClientHttpResponse> gate, Consumer<RawAnswer> seen, OAuth2 rules) {
        return client(gate, List.of(new TokenAnswers(rules, seen), new JsonBody(), new FormHttpMessageConverter()));
    }

    /** One for requests whose answer's body says nothing. */
    static RestClient ignoring(Function<GateRequest.Written, ClientHttpResponse> gate) {
        return client(gate, List.of(new JsonBody(), new FormHttpMessageConverter()));
    }

    private static RestClient client(
            Function<GateRequest.Written, ClientHttpResponse> gate, List<HttpMessageConverter<?>> converters) {
        DefaultUriBuilderFactory untouched = new DefaultUriBuilderFactory();
        untouched.setEncodingMode(DefaultUriBuilderFactory.EncodingMode.NONE);
        return RestClient.builder()
                .uriBuilderFactory(untouched)
                .requestFactory((uri, method) -> new GateRequest(method, gate))
                .configureMessageConverters(list -> converters.forEach(list::addCustomConverter))
                .build();
    }

    /** Reads what the definition describes instead of what RFC 6749 5.1 does. */
    private static final class TokenAnswers extends AbstractHttpMessageConverter<OAuth2AccessTokenResponse> {

        private final OAuth2 rules;
        private final Consumer<RawAnswer> seen;

        TokenAnswers(OAuth2 rules, Consumer<RawAnswer> seen) {
            super(MediaType.ALL);
            this.rules = rules;
            this.seen = seen;
        }

        @Override
        protected boolean supports(Class<?> type) {
            return OAuth2AccessTokenResponse.class.isAssignableFrom(type);
        }

        @Override
        public boolean canWrite(
                Class<?> type, org.springframework.http.@org.jspecify.annotations.Nullable MediaType as) {
            return false;
        }

        @Override
        protected OAuth2AccessTokenResponse readInternal(
                Class<? extends OAuth2AccessTokenResponse> type, HttpInputMessage message) throws IOException {
            RawAnswer raw = new RawAnswer(
                    message.getHeaders().getFirst("Content-Type"),
                    message.getBody().readAllBytes());
            TokenAnswer answer;
            try {
                answer = raw.read(rules);
            } catch (MalformedAnswerException e) {
                throw TokenErrors.malformed(e);
            }
            seen.accept(raw);
            return OAuth2AccessTokenResponse.withToken(answer.accessToken().expose())
                    .tokenType(OAuth2AccessToken.TokenType.BEARER)
                    .additionalParameters(Map.of(ANSWER, answer))
                    .build();
        }

        @Override
        protected void writeInternal(OAuth2AccessTokenResponse answer, HttpOutputMessage message) {
            throw new IllegalStateException("answers are only read");
        }
    }

    /** {@code body_format: json}: the parameters as members of an object. */
    private static final class JsonBody extends AbstractHttpMessageConverter<MultiValueMap<String, ?>> {

        private static final JsonMapper JSON = new JsonMapper();

        JsonBody() {
            super(MediaType.APPLICATION_JSON);
        }

        @Override
        protected boolean supports(Class<?> type) {
            return MultiValueMap.class.isAssignableFrom(type);
        }

        @Override
        public boolean canRead(Class<?> type, @org.jspecify.annotations.Nullable MediaType as) {
            return false;
        }

        @Override
        public boolean canWrite(Class<?> type, @org.jspecify.annotations.Nullable MediaType as) {
            // A form is also a map: only where JSON was asked for.
            return as != null && as.isCompatibleWith(MediaType.APPLICATION_JSON) && supports(type);
        }

        @Override
        protected MultiValueMap<String, ?> readInternal(
                Class<? extends MultiValueMap<String, ?>> type, HttpInputMessage message) {
            throw new IllegalStateException("bodies are only written");
        }

        @Override
        protected void writeInternal(MultiValueMap<String, ?> parameters, HttpOutputMessage message)
                throws IOException {
            message.getBody().write(JSON.writeValueAsBytes(parameters.toSingleValueMap()));
        }
    }
}
