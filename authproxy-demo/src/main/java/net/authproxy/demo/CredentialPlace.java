package net.authproxy.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a request has to carry the key; the first segment of the path names the place. */
enum CredentialPlace {
    HEADER("header X-Api-Key") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return only(request.headers().getAll("X-Api-Key"));
        }
    },
    BEARER("header Authorization: Bearer") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return authorization(request, "bearer ");
        }
    },
    QUERY("query parameter key") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return only(request.params().getAll("key"));
        }
    },
    BODY("JSON member or form field api_key") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return BodyField.read(request.getHeader("Content-Type"), body, "api_key");
        }
    },
    COOKIE("cookie demo_key") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return only(
                    request.cookies("demo_key").stream().map(Cookie::getValue).toList());
        }
    },
    BASIC("header Authorization: Basic, user demo") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return authorization(request, "basic ")
                    .flatMap(CredentialPlace::decode)
                    .filter(pair -> pair.startsWith(BASIC_USER + ":"))
                    .map(pair -> pair.substring(BASIC_USER.length() + 1));
        }
    },
    OPEN("nothing") {
        @Override
        Optional<String> read(HttpServerRequest request, Buffer body) {
            return Optional.empty();
        }
    };

    static final String BASIC_USER = "demo";

    private final String description;

    CredentialPlace(String description) {
        this.description = description;
    }

    /** What the caller has to send, for the text of a refusal. */
    String description() {
        return description;
    }

    String segment() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key that this request carries at this place; empty when it has none, or more than one. */
    abstract Optional<String> read(HttpServerRequest request, Buffer body);

    static Optional<CredentialPlace> ofSegment(String segment) {
        for (CredentialPlace place : values()) {
            if (place.segment().equals(segment)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static Optional<String> authorization(HttpServerRequest request, String scheme) {
        return only(request.headers().getAll("Authorization"))
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()));
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
