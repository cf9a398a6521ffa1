package net.authproxy.core.namespace;

import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.authorization.SystemOperation;
import org.springframework.transaction.annotation.Transactional;

/** Which namespaces have a key of their own (contract 11.2); apart from the service, which needs the cipher itself. */
@SystemOperation
public class NamespaceKeys {

    private final NamespaceRepository namespaces;

    NamespaceKeys(NamespaceRepository namespaces) {
        this.namespaces = namespaces;
    }

    /** Key ids by namespace path. */
    @Transactional(readOnly = true)
    public Map<String, String> assigned() {
        Map<String, String> assigned = new HashMap<>();
        for (NamespaceEntity node : namespaces.findWithKey()) {
            String keyId = node.encryptionKeyId();
            if (keyId != null) {
                assigned.put(node.getId(), keyId);
            }
        }
        return assigned;
    }
}
