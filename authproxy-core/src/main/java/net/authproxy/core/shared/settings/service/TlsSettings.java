package net.authproxy.core.shared.settings.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.KeyData;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Variant;

/** Where a listener's certificate comes from. */
@Union
public sealed interface TlsSettings {

    /** A certificate and key the operator provides. */
    @Variant(presentBy = {"cert", "key"})
    record Provided(
            @Doc("Certificate chain as PEM, leaf first.") KeyData cert,
            @Doc("Private key as PEM.") KeyData key) implements TlsSettings {}

    /** Certificates from an ACME authority. */
    @Variant(presentBy = {"accept_tos", "email", "host_whitelist", "renew_before", "cache_dir"})
    record Acme(
            @Doc("Must be true: you accept the authority's terms of service.")
            boolean acceptTos,

            @Doc("Address the authority writes to.") String email,

            @Doc("Host names a certificate may be asked for.")
            List<String> hostWhitelist,

            @Doc("How long before its end a certificate is renewed.") @Default("30d")
            Duration renewBefore,

            @Doc("Where certificates are kept.") @Default("<data_dir>/acme")
            Path cacheDir)
            implements TlsSettings {

        public Acme {
            if (!acceptTos) {
                throw new IllegalArgumentException("accept_tos must be true");
            }
            if (hostWhitelist.isEmpty()) {
                throw new IllegalArgumentException("host_whitelist needs at least one host");
            }
        }
    }

    /** A self-signed certificate, made at the first start and when it has expired. */
    @Variant(presentBy = "auto_gen_path")
    record SelfSigned(
            @Doc("Directory of cert.pem and key.pem, valid for one year.")
            Path autoGenPath) implements TlsSettings {}
}
