package net.authproxy.core.oauth2;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.RefreshRules;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import org.jspecify.annotations.Nullable;

/** Between answers and rows: seals tokens for exactly the row they go to, and opens them again. */
class TokenSealer {

    private static final Duration SHORTEST_LEAD = Duration.ofSeconds(30);

    private final FieldCipher cipher;
    private final OAuthSettings settings;
    private final IdGenerator ids;
    private final Clock clock;

    TokenSealer(FieldCipher cipher, OAuthSettings settings, IdGenerator ids, Clock clock) {
        this.cipher = cipher;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The row for an answer.
     *
     * @param from what it replaces: its refresh token stays where the answer brings none; absent after an authorization
     */
    NewToken row(OAuth2Client client, TokenAnswer answer, @Nullable StoredToken from) {
        OAuth2 rules = client.rules();
        NamespacePath namespace = client.connection().namespace();
        String id = ids.nextText(IdType.OAUTH2_TOKEN);
        SecretString previous = from == null ? null : refreshToken(namespace, from);
        boolean ignored = previous != null && rules.refresh().rotation() == RefreshRules.Rotation.NEVER;
        SecretString refresh = answer.refreshToken() == null || ignored ? previous : answer.refreshToken();
        Instant expiresAt = answer.expiresIn() == null ? null : clock.instant().plus(answer.expiresIn());
        return new NewToken(
                id,
                client.connection().id(),
                seal(Purpose.OAUTH2_ACCESS_TOKEN, namespace, id, answer.accessToken()),
                refresh == null ? null : seal(Purpose.OAUTH2_REFRESH_TOKEN, namespace, id, refresh),
                expiresAt,
                dueAt(rules, answer, expiresAt, refresh != null),
                answer.scopes() == null ? (from == null ? null : from.scopes()) : String.join(" ", answer.scopes()),
                // Until a refresh has shown that the old one goes on working, it is taken to end with it.
                from == null || !java.util.Objects.equals(previous, refresh));
    }

    private @Nullable Instant dueAt(
            OAuth2 rules, TokenAnswer answer, @Nullable Instant expiresAt, boolean hasRefreshToken) {
        boolean wanted = settings.refreshTokensInBackground()
                && rules.token().refreshPolicy().inBackground();
        boolean possible = hasRefreshToken || rules.grant() != OAuth2.Grant.AUTHORIZATION_CODE;
        if (expiresAt == null || answer.expiresIn() == null || !wanted || !possible) {
            return null;
        }
        Duration own = rules.token().refreshPolicy().timeBeforeExpiry();
        Duration lead = own == null ? settings.refreshTokensTimeBeforeExpiry() : own;
        // A token that lives shorter than the lead is renewed in the last third of its life, not at once and for ever.
        Duration third = answer.expiresIn().dividedBy(3);
        Duration used = lead.compareTo(third) > 0 ? third : lead;
        return expiresAt.minus(used.compareTo(SHORTEST_LEAD) < 0 ? third : used);
    }

    private EncryptedField seal(Purpose purpose, NamespacePath namespace, String id, SecretString token) {
        return cipher.seal(purpose, namespace, id, token.expose().getBytes(StandardCharsets.UTF_8));
    }

    /** The refresh token; absent if there is none. */
    @Nullable
    SecretString refreshToken(NamespacePath namespace, StoredToken token) {
        EncryptedField sealed = token.refreshToken();
        return sealed == null ? null : open(Purpose.OAUTH2_REFRESH_TOKEN, namespace, token, sealed);
    }

    SecretString accessToken(NamespacePath namespace, StoredToken token) {
        return open(Purpose.OAUTH2_ACCESS_TOKEN, namespace, token, token.accessToken());
    }

    private SecretString open(Purpose purpose, NamespacePath namespace, StoredToken token, EncryptedField sealed) {
        return SecretString.of(new String(cipher.open(purpose, namespace, token.id(), sealed), StandardCharsets.UTF_8));
    }

    EncryptedField seal(NamespacePath namespace, RefreshJournal.Attempt attempt, RawAnswer answer) {
        return cipher.seal(Purpose.OAUTH2_ANSWER, namespace, attempt.id(), answer.toBytes());
    }

    RawAnswer open(NamespacePath namespace, RefreshJournal.Attempt attempt) {
        EncryptedField sealed = attempt.answer();
        if (sealed == null) {
            throw new IllegalStateException("the attempt has no answer");
        }
        return RawAnswer.of(cipher.open(Purpose.OAUTH2_ANSWER, namespace, attempt.id(), sealed));
    }
}
