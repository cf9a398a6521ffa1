package net.authproxy.web.namespace;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import net.authproxy.core.namespace.Namespace;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A namespace (contract 3). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record NamespaceResponse(
        String path,
        String state,
        @Nullable String encryptionKeyId,
        Map<String, String> labels,
        Map<String, String> annotations,
        String createdAt,
        String updatedAt) {

    static NamespaceResponse of(Namespace namespace) {
        return new NamespaceResponse(
                namespace.path().value(),
                namespace.state().text(),
                namespace.encryptionKeyId(),
                namespace.labels().values(),
                namespace.annotations().values(),
                Timestamps.text(namespace.createdAt()),
                Timestamps.text(namespace.updatedAt()));
    }
}
