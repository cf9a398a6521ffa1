package net.authproxy.web.metadata;

import java.util.Map;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.web.json.Timestamps;
import org.springframework.http.ResponseEntity;

/** How routes of labels and annotations answer, whatever they belong to (contract 1.6). */
public final class MetadataAnswers {

    private MetadataAnswers() {}

    /** The body with the resource's ETag. */
    public static <T> ResponseEntity<T> answer(Metadata metadata, T body) {
        return ResponseEntity.ok().eTag(Timestamps.etag(metadata.updatedAt())).body(body);
    }

    /** The entry a path names; not found if there is none. */
    public static LabelValue entry(Map<String, String> values, String captured) {
        String key = key(captured);
        String value = values.get(key);
        if (value == null) {
            throw Authorizer.notFound();
        }
        return new LabelValue(key, value);
    }

    /** The rest of the path is captured with its leading slash. */
    public static String key(String captured) {
        return captured.substring(1);
    }

    /** What is gone with its resource is gone as wished: a removal is fine also when the parent is missing. */
    public static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (AuthProxyException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }
}
