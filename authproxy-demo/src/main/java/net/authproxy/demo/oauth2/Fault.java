package net.authproxy.demo.oauth2;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong, or is merely odd, in one answer. Several faults of one request add up; of those that
 * replace the whole answer ({@link Refuse}, {@link Html}, {@link Raw}, {@link Redirect}, {@link Unauthorized}) the first
 * one counts, and with it nothing changes at the provider.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fault.Delay.class, name = "delay"),
    @JsonSubTypes.Type(value = Fault.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = Fault.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = Fault.Half.class, name = "half"),
    @JsonSubTypes.Type(value = Fault.Refuse.class, name = "refuse"),
    @JsonSubTypes.Type(value = Fault.Unauthorized.class, name = "unauthorized"),
    @JsonSubTypes.Type(value = Fault.Html.class, name = "html"),
    @JsonSubTypes.Type(value = Fault.Raw.class, name = "raw"),
    @JsonSubTypes.Type(value = Fault.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = Fault.GetOnly.class, name = "get_only"),
    @JsonSubTypes.Type(value = Fault.Nested.class, name = "nested"),
    @JsonSubTypes.Type(value = Fault.FormEncoded.class, name = "form_encoded"),
    @JsonSubTypes.Type(value = Fault.CommaScopes.class, name = "comma_scopes"),
    @JsonSubTypes.Type(value = Fault.SetMember.class, name = "set_member"),
    @JsonSubTypes.Type(value = Fault.DropMember.class, name = "drop_member"),
    @JsonSubTypes.Type(value = Fault.DuplicateMember.class, name = "duplicate_member"),
    @JsonSubTypes.Type(value = Fault.NoRefreshToken.class, name = "no_refresh_token"),
    @JsonSubTypes.Type(value = Fault.GrantScopes.class, name = "grant_scopes"),
    @JsonSubTypes.Type(value = Fault.DirtyToken.class, name = "dirty_token"),
    @JsonSubTypes.Type(value = Fault.IdTokenClaim.class, name = "id_token_claim"),
    @JsonSubTypes.Type(value = Fault.CallbackParameter.class, name = "callback_parameter"),
    @JsonSubTypes.Type(value = Fault.Huge.class, name = "huge"),
    @JsonSubTypes.Type(value = Fault.Deep.class, name = "deep"),
    @JsonSubTypes.Type(value = Fault.GzipBomb.class, name = "gzip_bomb")
})
public sealed interface Fault {

    /** Waits, without holding a thread. */
    record Delay(Duration time, Moment moment) implements Fault {
        public Delay {
            // Over HTTP a member can be absent.
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(moment, "moment");
        }
    }

    /** Waits until {@link Faults#release} is called: for tests that want to stand exactly there. */
    record Hold(Moment moment) implements Fault {
        public Hold {
            // Over HTTP a member can be absent.
            Objects.requireNonNull(moment, "moment");
        }
    }

    /** Ends the connection with a TCP reset instead of an answer. */
    record Reset(Moment moment) implements Fault {
        public Reset {
            // Over HTTP a member can be absent.
            Objects.requireNonNull(moment, "moment");
        }
    }

    /** Announces the whole answer, sends the first half of its body and closes. The change has happened. */
    record Half() implements Fault {}

    /**
     * An error answer. On {@link Endpoint#AUTHORIZE} it goes to the client by redirect, as RFC 6749 4.1.2.1 says, and the
     * status is of no meaning.
     *
     * @param error an OAuth error code; null for an empty JSON object
     * @param retryAfter value of the header {@code Retry-After}; null for none
     */
    record Refuse(
            int status, @Nullable String error, @Nullable String retryAfter) implements Fault {}

    /** The protected API and {@code userinfo} take a good token for a bad one: 401 with {@code WWW-Authenticate}. */
    record Unauthorized() implements Fault {}

    /** A page for people, as a gateway in between would send it. */
    record Html(int status) implements Fault {}

    /** Exactly this body. */
    record Raw(int status, String contentType, String body) implements Fault {}

    /** A redirect answer. */
    record Redirect(int status, String location) implements Fault {}

    /** The token endpoint takes its parameters from the query of a GET and answers 405 to a POST. */
    record GetOnly() implements Fault {}

    /** All members lie below these names: {@code ["data"]} makes <code>{"data":{"access_token":..}}</code>. */
    record Nested(List<String> path) implements Fault {
        public Nested {
            path = List.copyOf(path);
        }
    }

    /** The answer is {@code application/x-www-form-urlencoded}. */
    record FormEncoded() implements Fault {}

    /** The answer separates scopes by commas. */
    record CommaScopes() implements Fault {}

    /** A member of a 2xx JSON answer gets another value, or is added. {@code json} is copied as it stands. */
    record SetMember(String name, String json) implements Fault {}

    /** A member of a 2xx JSON answer is left out. */
    record DropMember(String name) implements Fault {}

    /** A member comes a second time. {@code json} is copied as it stands. */
    record DuplicateMember(String name, String json) implements Fault {}

    /** No refresh token is made: on a code there is none at all, on a refresh the old one stays good. */
    record NoRefreshToken() implements Fault {}

    /** What is granted differs from what was asked for and consented to: the token has these scopes, the answer says so. */
    record GrantScopes(Set<String> scopes) implements Fault {
        public GrantScopes {
            scopes = Set.copyOf(scopes);
        }
    }

    /** The access token in the answer has this text in its middle. */
    record DirtyToken(String added) implements Fault {}

    /** A claim of the id token gets another value, or is added; {@code null} as {@code json} takes it away. */
    record IdTokenClaim(String name, String json) implements Fault {}

    /** A parameter of the redirect to the client gets another value, or is taken away when null. */
    record CallbackParameter(String name, @Nullable String value) implements Fault {}

    /** A JSON answer with a filling of this many bytes. */
    record Huge(int bytes) implements Fault {}

    /** A JSON answer in which a member {@code deep} is nested this many levels deep. */
    record Deep(int levels) implements Fault {}

    /** A gzip-encoded answer that unpacks to more than this many bytes. */
    record GzipBomb(int bytes) implements Fault {}

    /** {@code expires_in} says this: a number, a negative one, {@code "soon"} in quotes, {@code null}. */
    static Fault expiresIn(String json) {
        return new SetMember("expires_in", json);
    }

    /** The answer does not say how long the access token lives. */
    static Fault noExpiresIn() {
        return new DropMember("expires_in");
    }

    /** The answer does not say what was granted. */
    static Fault noScope() {
        return new DropMember("scope");
    }

    /** The answer says that nothing was granted, though it was. */
    static Fault emptyScope() {
        return new SetMember("scope", "\"\"");
    }

    /** An error answer without {@code Retry-After}. */
    static Fault refuse(int status, String error) {
        return new Refuse(status, error, null);
    }
}
