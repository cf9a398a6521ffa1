package net.authproxy.demo.oauth2;

import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider starts with.
 *
 * @param port 0 for any free one
 * @param assertionKeys RSA or EC public keys for the JWT bearer grant (RFC 7523), by issuer
 */
public record ProviderSettings(
        int port,
        Clock clock,
        Behaviour behaviour,
        List<DemoClient> clients,
        List<DemoScope> scopes,
        List<Person> people,
        Map<String, PublicKey> assertionKeys) {

    /** Client of the authorization code grant, with {@link #CLIENT_SECRET}. */
    public static final String CLIENT_ID = "demo-app";

    /** Worth nothing outside this demo. */
    public static final String CLIENT_SECRET = "demo-app-not-a-secret-8d1f";

    /** Client without a secret. */
    public static final String PUBLIC_CLIENT_ID = "demo-public";

    /** Client that acts for itself (client credentials), with {@link #CLIENT_SECRET}. */
    public static final String MACHINE_CLIENT_ID = "demo-machine";

    public ProviderSettings {
        clients = List.copyOf(clients);
        scopes = List.copyOf(scopes);
        people = List.copyOf(people);
        assertionKeys = Map.copyOf(assertionKeys);
    }

    /** The clients, scopes and people of the demo, on any free port. */
    public static ProviderSettings demo() {
        return new ProviderSettings(
                0,
                Clock.systemUTC(),
                Behaviour.standard(),
                List.of(
                        DemoClient.confidential(CLIENT_ID, CLIENT_SECRET),
                        DemoClient.publicClient(PUBLIC_CLIENT_ID),
                        DemoClient.confidential(MACHINE_CLIENT_ID, CLIENT_SECRET)),
                List.of(
                        new DemoScope("openid", "Know who you are", false),
                        new DemoScope("profile", "See your name", false),
                        new DemoScope("email", "See your e-mail address", false),
                        new DemoScope("offline_access", "Keep access while you are away", false),
                        new DemoScope("calendars.read", "See your calendars", false),
                        new DemoScope("calendars.write", "Create and change events in your calendars", true),
                        new DemoScope("contacts.read", "See your contacts", true)),
                List.of(Person.ADA, Person.NOOR, Person.TOMAS),
                Map.of());
    }

    public ProviderSettings withPort(int other) {
        return new ProviderSettings(other, clock, behaviour, clients, scopes, people, assertionKeys);
    }

    public ProviderSettings withClock(Clock other) {
        return new ProviderSettings(port, other, behaviour, clients, scopes, people, assertionKeys);
    }

    public ProviderSettings withBehaviour(Behaviour other) {
        return new ProviderSettings(port, clock, other, clients, scopes, people, assertionKeys);
    }

    /** One more client; it replaces one of the same id. */
    public ProviderSettings withClient(DemoClient client) {
        List<DemoClient> all = new ArrayList<>(clients);
        all.removeIf(known -> known.id().equals(client.id()));
        all.add(client);
        return new ProviderSettings(port, clock, behaviour, all, scopes, people, assertionKeys);
    }

    /** One more scope. */
    public ProviderSettings withScope(DemoScope scope) {
        List<DemoScope> all = new ArrayList<>(scopes);
        all.add(scope);
        return new ProviderSettings(port, clock, behaviour, clients, all, people, assertionKeys);
    }

    /** One more issuer whose assertions are exchanged for tokens. */
    public ProviderSettings withAssertionKey(String issuer, PublicKey key) {
        Map<String, PublicKey> all = new LinkedHashMap<>(assertionKeys);
        all.put(issuer, key);
        return new ProviderSettings(port, clock, behaviour, clients, scopes, people, all);
    }
}
