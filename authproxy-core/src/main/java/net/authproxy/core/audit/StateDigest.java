package net.authproxy.core.audit;

import java.util.Map;
import net.authproxy.core.shared.json.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** SHA-256 of the canonical JSON of a thing's members. */
final class StateDigest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private StateDigest() {}

    static @Nullable String of(@Nullable Map<String, ?> members) {
        return members == null ? null : Sha256.hex(CanonicalJson.bytes(JSON.valueToTree(members)));
    }
}
