package net.authproxy.core.audit;

import java.util.Map;
import java.util.Optional;

/**
 * Signs the place up to which the trail was trimmed, with a key of this installation whose public half anybody may have:
 * so that an export can be checked without a server. The encryption feature has the key.
 */
public interface CheckpointSigner {

    /** A compact JWS (EdDSA) with these members, by the current key. */
    String sign(Map<String, Object> members);

    /** The public key, as an OpenSSH line, of the version of the installation's key that signed it; empty when none did. */
    Optional<String> signerOf(String jws);

    /** The public key that signs now, as an OpenSSH line. */
    String currentKey();
}
