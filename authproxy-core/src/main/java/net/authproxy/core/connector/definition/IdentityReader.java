package net.authproxy.core.connector.definition;

import net.authproxy.core.shared.expression.Expression;
import org.jspecify.annotations.Nullable;

/** Reads how the account behind a connection is found. */
final class IdentityReader {

    private IdentityReader() {}

    static @Nullable Identity read(ObjectReader in) {
        return in.object("identity")
                .map(object -> ObjectReader.closing(object, IdentityReader::identity))
                .orElse(null);
    }

    private static Identity identity(ObjectReader in) {
        Identity.Source source = in.choice("from", Identity.Source.class);
        if (source == null && !in.has("from")) {
            in.finding("from", "is required");
        }
        RequestTemplate request = in.object("request")
                .map(object ->
                        ObjectReader.closing(object, reader -> RequestReader.request(reader, TemplateScope.CONNECTED)))
                .orElse(null);
        if (source == Identity.Source.REQUEST && !in.has("request")) {
            in.finding("request", "is required for from: request");
        } else if (source != Identity.Source.REQUEST && in.has("request")) {
            in.finding("request", "is only for from: request");
        }
        return new Identity(
                source == null ? Identity.Source.TOKEN_RESPONSE : source,
                request,
                ValueReader.requiredExpression(in, "id", Expression.Kind.TEXT),
                ValueReader.expression(in, "name", Expression.Kind.TEXT));
    }
}
