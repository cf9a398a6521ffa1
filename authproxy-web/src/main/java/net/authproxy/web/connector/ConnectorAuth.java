package net.authproxy.web.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import net.authproxy.core.connector.definition.AuthMethod;
import net.authproxy.core.connector.definition.OAuth2;
import org.jspecify.annotations.Nullable;

/**
 * How a connector authenticates, as far as somebody who is about to connect should know. No endpoint, client or placement.
 *
 * @param type {@code OAuth2}, {@code api-key}, {@code basic} or {@code no-auth}
 * @param grantType OAuth2 only
 * @param scopes what is asked for at the provider; OAuth2 only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectorAuth(
        String type, @Nullable String grantType, @Nullable List<RequestedScope> scopes) {

    static ConnectorAuth of(AuthMethod method) {
        return method instanceof OAuth2 oauth2
                ? new ConnectorAuth(
                        method.typeName(),
                        oauth2.grant().name().toLowerCase(Locale.ROOT),
                        oauth2.scopes().stream()
                                .map(scope -> RequestedScope.of(scope, oauth2))
                                .toList())
                : new ConnectorAuth(method.typeName(), null, null);
    }

    /**
     * A permission that is asked for.
     *
     * @param id the provider's name of it
     * @param required whether connecting fails without it
     * @param omittable whether the user may leave it out ({@code omit_scopes} of {@code _setup_step})
     * @param reason the connector's words for why; absent if its author gave none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RequestedScope(
            String id,
            boolean required,
            boolean omittable,
            @Nullable String reason) {

        static RequestedScope of(OAuth2.Scope scope, OAuth2 oauth2) {
            return new RequestedScope(
                    scope.id(),
                    scope.required(),
                    oauth2.omittableScopes().contains(scope.id()),
                    scope.reason().isEmpty() ? null : scope.reason());
        }
    }
}
