package net.authproxy.server;

import java.util.concurrent.atomic.AtomicInteger;
import net.authproxy.testsupport.DatabaseProvider;

/** Servers whose users sign in by browser, on public with the proxy and on admin-api with its UI. */
final class SessionServers {

    static final String MARKETPLACE = "http://localhost:8080";
    static final String ADMIN_PAGE = "http://localhost:5174/console";
    static final String SIGN_IN = "http://127.0.0.1:8888/login";
    static final String ADMIN_SIGN_IN = "http://127.0.0.1:8888/admin";

    private static final AtomicInteger NONCES = new AtomicInteger();

    private SessionServers() {}

    static RunningServer on(DatabaseProvider provider) {
        return RunningServer.on(provider)
                .running(Service.PUBLIC, Service.ADMIN_API, Service.API)
                .configured(SessionServers::configuration);
    }

    static String configuration(String yaml) {
        return yaml.replace("public: {port: 0,", "public: {port: 0, enable_proxy: true,")
                .replace(
                        "admin_api: {port: 0,",
                        "admin_api: {port: 0, ui: {enabled: true, base_url: '" + ADMIN_PAGE
                                + "', initiate_session_url: '" + ADMIN_SIGN_IN + "'},")
                .replace(
                        "initiate_session_url: '" + SIGN_IN + "'}",
                        "initiate_session_url: '" + SIGN_IN + "', allowed_return_urls: ['https://app.example.com',"
                                + " 'https://host.example.com/embed', 'myapp://done']}");
    }

    /** A hand-off token as the host application signs it: for one use. */
    static String handOff(RunningServer server, Service service, String namespace, String externalId) {
        return handOffClaims(server, service, namespace, externalId).sign(server.hostKey);
    }

    static Tokens handOffClaims(RunningServer server, Service service, String namespace, String externalId) {
        return server.hostToken(service, namespace, externalId).with("nonce", nonce());
    }

    static String nonce() {
        return "non_%022dhandoff".formatted(NONCES.incrementAndGet()) + Long.toString(System.nanoTime(), 36);
    }

    /** A browser that has signed in as the actor {@code admin}. */
    static Browser signedIn(RunningServer server, Service service) {
        return signedIn(server, server.process(), service, "root", RunningServer.ADMIN);
    }

    static Browser signedIn(
            RunningServer server, ServerProcess process, Service service, String namespace, String externalId) {
        Browser browser = new Browser(process.port(service));
        browser.initiate(handOff(server, service, namespace, externalId)).expect(200);
        return browser;
    }
}
