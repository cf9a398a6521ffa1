package net.authproxy.demo.oauth2;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** What happens when a refresh token comes that was already exchanged for another one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reuse.Strict.class, name = "strict"),
    @JsonSubTypes.Type(value = Reuse.Grace.class, name = "grace"),
    @JsonSubTypes.Type(value = Reuse.Refused.class, name = "refused")
})
public sealed interface Reuse {

    /** {@code invalid_grant}, and everything that came from the same consent is revoked (RFC 9700 4.14.2). */
    record Strict() implements Reuse {}

    /** Good again for this long after its first use; later as {@link Strict}. */
    record Grace(Duration period) implements Reuse {}

    /** {@code invalid_grant}; the newer token stays good. */
    record Refused() implements Reuse {}
}
