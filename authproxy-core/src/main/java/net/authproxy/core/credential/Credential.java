package net.authproxy.core.credential;

import net.authproxy.core.shared.secret.SecretString;

/** One thing to put into a request, opened and ready (contract 6.2, placement). Short-lived, never logged. */
public sealed interface Credential {

    /** A whole header value; replaces every spelling of that header. */
    record HeaderValue(String name, SecretString value) implements Credential {}

    /** A query parameter; replaces every parameter whose decoded name equals it. */
    record QueryValue(String name, SecretString value) implements Credential {}

    /** A top-level member of a JSON object body or a field of a form body; replaces the same member. */
    record BodyField(String name, SecretString value) implements Credential {}

    /** The only cookie of the request; replaces the Cookie header. */
    record CookieValue(String name, SecretString value) implements Credential {}
}
