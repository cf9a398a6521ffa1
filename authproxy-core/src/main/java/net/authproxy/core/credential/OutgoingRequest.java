package net.authproxy.core.credential;

import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * The upstream request as the HTTP engine holds it, just before it is sent. Headers that must not travel are gone
 * already; {@link CredentialApplier} changes it last.
 */
public interface OutgoingRequest {

    /** Drops every header whose name equals the given one, ignoring case and reading {@code _} and {@code -} alike. */
    void removeHeader(String name);

    /** Sets the header to exactly this value; the name was removed before. */
    void setHeader(String name, SecretString value);

    /** Path and query as they would be sent, starting with {@code /}. */
    String target();

    /** Replaces path and query; the text holds a secret and must not be logged. */
    void setTarget(SecretString target);

    /** The caller's Content-Type; absent if there is none. */
    @Nullable
    String contentType();

    /** The whole body; only available when {@link CredentialApplier#needsBody} said so. */
    byte[] body();

    /** Replaces the body; the engine recomputes Content-Length. */
    void setBody(byte[] body);
}
