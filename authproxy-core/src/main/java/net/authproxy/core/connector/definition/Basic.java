package net.authproxy.core.connector.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * User name and password, sent as RFC 7617 says.
 *
 * @param fields what is asked; {@code username} and {@code password} by default
 * @param placement {@code {{credentials.username}}:{{credentials.password}}} unless the fields have other names
 */
public record Basic(
        List<CredentialField> fields,
        Placement.Basic placement,
        @Nullable Identity identity,
        boolean allowAccountChange)
        implements AuthMethod {

    public Basic {
        fields = List.copyOf(fields);
    }
}
