package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import net.authproxy.core.StandardBlocks;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.shared.outbound.OutboundSettings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.TlsSettings;
import org.junit.jupiter.api.Test;

/** The committed {@code dev_config/default.yaml} (contract 13.5). */
class DevelopmentConfigurationTests {

    private static final Path ROOT =
            Path.of(System.getProperty("authproxy.root", "..")).toAbsolutePath().normalize();

    private final Settings settings = Settings.load(
            new LoadRequest(Path.of("dev_config/default.yaml"), Environment.of(Map.of()), ROOT, StandardBlocks.all()));

    @Test
    void loadsInDevelopmentMode() {
        assertThat(settings.devMode()).isTrue();
        assertThat(settings.devEnabled()).isFalse();
    }

    @Test
    void browsersReachPublicAndAdminByHttpsWithAMadeCertificate() {
        TlsSettings made = new TlsSettings.SelfSigned(ROOT.resolve("dev_config/keys/tls"));

        assertThat(settings.get(PublicSettings.class).tls()).isEqualTo(made);
        assertThat(settings.get(AdminApiSettings.class).tls()).isEqualTo(made);
        assertThat(settings.get(PublicSettings.class).baseUrl()).hasToString("https://localhost:8080");
    }

    @Test
    void localUpstreamsAreOpen() {
        OutboundSettings outbound = settings.get(OutboundSettings.class);

        assertThat(outbound.allowPlainHttp()).isTrue();
        assertThat(outbound.allowedCidrs()).containsExactly("127.0.0.0/8", "::1/128");
    }

    @Test
    void hasAnExampleOfEachTypeOfConnector() {
        assertThat(settings.get(ConnectorsSettings.class).loadFromList())
                .extracting(YamlDocument::value)
                .extracting("auth.type")
                .contains("OAuth2", "api-key", "basic", "no-auth");
    }
}
