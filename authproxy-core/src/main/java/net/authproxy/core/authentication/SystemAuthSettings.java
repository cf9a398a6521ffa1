package net.authproxy.core.authentication;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Key;
import net.authproxy.core.shared.settings.KeyData;
import net.authproxy.core.shared.settings.Nanoseconds;
import net.authproxy.core.shared.settings.SettingsException;
import net.authproxy.core.shared.settings.StartChecked;
import net.authproxy.core.shared.settings.StartContext;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.service.PublicSettings;
import org.jspecify.annotations.Nullable;

/** Block {@code system_auth}: the root key, whose tokens are accepted, and configured actors (contract 5). */
public record SystemAuthSettings(
        @Doc("Root key, 32 bytes: protects all other keys.") RootKeySettings globalAesKey,

        @Doc("Key with which the host application signs tokens.") @Nullable
        JwtSigningKeySettings jwtSigningKey,

        @Doc("iss of tokens that AuthProxy signs.") @Default("auth-proxy")
        String jwtIssuer,

        @Doc("iss values accepted from others; empty: any.") @Default("[]")
        List<String> acceptedIssuers,

        @Doc("Lifetime of signed UI hand-offs.") @Default("1h") @Nanoseconds
        Duration jwtTokenDuration,

        @Doc("Longest accepted lifetime of a token.") @Default("24h")
        Duration jwtMaxLifetime,

        @Doc("Lifetime of an actor's token without exp, from its iat; 0: exp is required.") @Default("5m")
        Duration implicitExp,

        @Doc("Switches XSRF tokens off; only with dev_settings.enabled.") @Default("false")
        boolean disableXsrf,

        @Doc("Actors from the configuration.") @Nullable ActorSourceSettings actors)
        implements Validated, StartChecked {

    private static final int MIN_HMAC_BYTES = 32;
    private static final String ROOT_KEY = "global_aes_key";
    private static final String SIGNING_KEY = "jwt_signing_key";

    @Override
    public void validate(Findings findings) {
        if (!jwtMaxLifetime.isPositive()) {
            findings.add("jwt_max_lifetime", "must be greater than 0");
        }
        if (jwtTokenDuration.compareTo(jwtMaxLifetime) > 0) {
            findings.add("jwt_token_duration", "contradictory: longer than jwt_max_lifetime");
        }
    }

    @Override
    public void checkStart(StartContext context, Findings findings) {
        checkRootKey(context, findings.at(ROOT_KEY));
        checkSigningKey(context, findings.at(SIGNING_KEY));
        if (disableXsrf && !context.devEnabled()) {
            findings.add("disable_xsrf", "refused: only with dev_settings.enabled");
            boolean publicProxy = context.find(PublicSettings.class)
                    .filter(PublicSettings::enableProxy)
                    .isPresent();
            if (publicProxy) {
                findings.root().at("public").add("enable_proxy", "refused: public proxying needs XSRF protection");
            }
        }
    }

    private void checkRootKey(StartContext context, Findings findings) {
        if (context.devMode()) {
            return;
        }
        checkRootForm(globalAesKey.current(), findings);
        for (int i = 0; i < globalAesKey.previous().size(); i++) {
            checkRootForm(
                    globalAesKey.previous().get(i), findings.at("previous").at(i));
        }
    }

    private static void checkRootForm(KeyData key, Findings findings) {
        if (key.inline()) {
            findings.add("refused outside development mode: a root key stands in the configuration file");
        }
        if (key instanceof KeyData.Random) {
            findings.add("refused outside development mode: a random root key is lost with the process");
        }
    }

    private void checkSigningKey(StartContext context, Findings findings) {
        if (context.devMode() || jwtSigningKey == null) {
            return;
        }
        checkHmac(jwtSigningKey.current(), context, findings);
        for (int i = 0; i < jwtSigningKey.previous().size(); i++) {
            checkHmac(
                    jwtSigningKey.previous().get(i),
                    context,
                    findings.at("previous").at(i));
        }
    }

    private void checkHmac(Key key, StartContext context, Findings findings) {
        if (!(key instanceof Key.Shared shared)) {
            return;
        }
        if (shared.sharedKey().equals(globalAesKey.current())) {
            findings.add("shared_key", "refused outside development mode: it is the root key; one key has one purpose");
            return;
        }
        try {
            SecretBytes secret = context.values().bytes(shared.sharedKey());
            if (secret.length() < MIN_HMAC_BYTES) {
                findings.add("shared_key", "refused outside development mode: shorter than 32 bytes");
            }
        } catch (SettingsException e) {
            findings.add("shared_key", e.findings().getFirst().reason());
        }
    }
}
