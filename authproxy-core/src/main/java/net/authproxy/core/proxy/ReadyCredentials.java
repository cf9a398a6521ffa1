package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.credential.Credential;
import net.authproxy.core.credential.CredentialApplier;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.TemplateValues;

/**
 * Credentials as a busy connection's calls need them, opened and rendered: decrypting for every call costs a fifth of
 * the CPU of a small one. Few and for a short time, since what lies here lies in clear (security S4). The key is the
 * loaded connection itself, not its id: when the connection or its connector changes, another object is loaded, and
 * what was opened for the old one is never found again.
 */
class ReadyCredentials {

    /** Most credentials in clear at a time. */
    static final long SIZE = 1_000;

    /** Longest life of one, in use or not. */
    static final Duration AGE = Duration.ofSeconds(30);

    /** Name of the field that the access token stands for in templates. */
    static final String ACCESS_TOKEN = "access_token";

    private final CredentialVault vault;
    private final AccessTokens tokens;
    private final Cache<ProxiedConnection, List<Credential>> ready;
    private final AtomicLong generation = new AtomicLong();

    ReadyCredentials(CredentialVault vault, AccessTokens tokens, Changes changes, Ticker ticker) {
        this.vault = vault;
        this.tokens = tokens;
        this.ready = Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(SIZE)
                .expireAfterWrite(AGE)
                .scheduler(Scheduler.systemScheduler())
                .ticker(ticker)
                .build();
        changes.listen(ChangeTopic.KEYS, id -> clear());
        changes.listenForGaps(this::clear);
    }

    private void clear() {
        generation.incrementAndGet();
        ready.invalidateAll();
    }

    /**
     * What is to be written into a request, in order.
     *
     * @param destination proof that the place it goes to was checked
     */
    List<Credential> of(ProxiedConnection connection, Destination destination) {
        List<Credential> known = ready.getIfPresent(connection);
        if (known != null) {
            return known;
        }
        long before = generation.get();
        List<Credential> opened = open(connection, destination);
        ready.put(connection, opened);
        if (generation.get() != before) {
            // Cleared meanwhile: the message was about what is open here, too.
            ready.invalidate(connection);
        }
        return opened;
    }

    private List<Credential> open(ProxiedConnection connection, Destination destination) {
        TemplateValues values = connection.values().withCredentials(fields(connection, destination));
        return CredentialApplier.render(connection.placements(), values);
    }

    private Map<String, SecretString> fields(ProxiedConnection connection, Destination destination) {
        ProxiedConnection.TokenUse use = connection.tokens();
        if (use == null) {
            return vault.open(connection.sealed(), destination);
        }
        if (use.token() == null) {
            throw TokenRenewal.needsReauth();
        }
        return Map.of(ACCESS_TOKEN, tokens.open(connection.connection().namespace(), use.token(), destination));
    }
}
