package net.authproxy.demo.oauth2;

import net.authproxy.testsupport.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A provider on a clock that tests move, and a client of it, new for every test. */
abstract class ProviderTest {

    final MutableClock clock = MutableClock.at("2026-05-04T10:00:00Z");
    OAuth2Provider provider;
    ProviderClient client;

    @BeforeEach
    void start() {
        provider = OAuth2Provider.start(ProviderSettings.demo().withClock(clock));
        client = new ProviderClient(provider);
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }
}
