package net.authproxy.core.authentication;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.secret.SecretString;

/** A token that AuthProxy made and keeps no copy of (contract 4.6). */
public record MintedToken(
        SecretString token, String jti, Instant expiresAt, Set<String> audience, List<Permission> permissions) {}
