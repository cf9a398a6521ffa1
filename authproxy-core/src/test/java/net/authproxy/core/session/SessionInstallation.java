package net.authproxy.core.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorChange;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.encryption.GlobalKeyMaterial;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.settings.service.CookieSettings.SameSite;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.testsupport.RedisExtension;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A core with sessions on the tests' Redis and the actor {@code kim}; several are processes of one installation. */
final class SessionInstallation implements AutoCloseable {

    private static final String RECORDS = "authproxy:session:*";

    private final CoreContext core;
    private final Instant start;

    private SessionInstallation(CoreContext core) {
        this.core = core;
        this.start = core.clock().instant();
    }

    static SessionInstallation open(DatabaseKind kind) {
        SessionInstallation site = new SessionInstallation(setup().open(kind));
        site.core
                .get(ActorService.class)
                .assertActor(
                        new NewActor(
                                NamespacePath.ROOT,
                                "kim",
                                List.of(Permission.everything()),
                                Labels.NONE,
                                Annotations.NONE),
                        Optional.empty(),
                        "test");
        return site;
    }

    SessionInstallation beside() {
        return new SessionInstallation(setup().beside(core));
    }

    /** The same with a new global key; the previous one still opens what it sealed. */
    SessionInstallation besideWithKeys(int current, int previous) {
        GlobalKeyMaterial keys = new GlobalKeyMaterial(CoreContext.key(current), List.of(CoreContext.key(previous)));
        return new SessionInstallation(setup().keys(keys).beside(core));
    }

    private static CoreContext.Setup setup() {
        return new CoreContext.Setup().with(SessionConfiguration.class, Parts.class);
    }

    static SessionPolicy policy(String service) {
        Duration idle = service.equals("long") ? Duration.ofDays(3) : Duration.ofHours(1);
        Duration life = service.equals("long") ? Duration.ofDays(4) : Duration.ofHours(12);
        return new SessionPolicy(
                service,
                idle,
                life,
                SessionPolicy.Cookie.of("SID", false, null, SameSite.LAX),
                Set.of(),
                "http://localhost",
                null,
                true);
    }

    /** What a process brings along. */
    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean(destroyMethod = "close")
        RedisAccess redisAccess() {
            return RedisFixture.access(new RedisExtension());
        }

        @Bean
        SessionPolicies sessionPolicies() {
            return new SessionPolicies(List.of(policy("public"), policy("admin-api"), policy("long")));
        }

        @Bean
        Diary diary() {
            return new Diary();
        }
    }

    /** Writes down what it is told. */
    static final class Diary implements SessionJournal {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void created(Session session) {
            lines.add("created " + session.service());
        }

        @Override
        public void ended(Session session, Reason reason, @Nullable String byActorId) {
            lines.add("ended " + reason);
        }

        @Override
        public void refused(String service, String code, @Nullable String ip) {
            lines.add("refused " + service + " " + code + " " + ip);
        }
    }

    private record Request(String service, String cookie, String method, List<String> xsrf) implements SessionRequest {

        @Override
        public List<String> authorization() {
            return List.of();
        }

        @Override
        public List<String> headers(String name) {
            return switch (name) {
                case "Cookie" -> List.of("SID=" + cookie);
                case "X-XSRF-TOKEN" -> xsrf;
                default -> List.of();
            };
        }
    }

    CoreContext core() {
        return core;
    }

    Instant start() {
        return start;
    }

    SessionService sessions() {
        return core.get(SessionService.class);
    }

    CallerAuthenticator callers() {
        return core.get(CallerAuthenticator.class);
    }

    List<String> journal() {
        return core.get(Diary.class).lines;
    }

    /** Lets time pass for the caches of this process alone: the clock is shared. */
    void passForCaches(Duration time) {
        core.clock().advance(time.negated());
        core.pass(time);
    }

    Actor kim() {
        return core.get(ActorService.class).findLive(NamespacePath.ROOT, "kim").orElseThrow();
    }

    ActorPrincipal token(@Nullable PermissionSet narrowing) {
        Actor kim = kim();
        return new ActorPrincipal(kim.id(), kim.externalId(), kim.namespace(), kim.permissionSet(), narrowing, null);
    }

    String signIn(String service) {
        return signIn(token(null), service);
    }

    String signIn(ActorPrincipal caller, String service) {
        return sessions().signIn(caller, policy(service), "192.0.2.7", "Lynx").cookie();
    }

    void end(String cookie) {
        sessions().end(token(null), active("public", cookie), SessionJournal.Reason.SIGNED_OUT);
    }

    List<Session> list() {
        return sessions()
                .list(system(), ListRequest.parse(QueryParameters.of(Map.of("limit", "1000"))), Map.of())
                .items();
    }

    Instant lastSeen() {
        return core.get(SessionStore.class).all().stream()
                .map(session -> Instant.ofEpochMilli(session.lastSeenAt()))
                .findFirst()
                .orElseThrow();
    }

    void waitForBackground() {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        core.get(SeenWriter.class).later(() -> reached.complete(true));
        reached.join();
    }

    ActiveSession active(String service, String cookie) {
        return callers()
                .findSession(new Request(service, cookie, "GET", List.of()))
                .orElseThrow();
    }

    ActorPrincipal principal(String cookie) {
        return callers()
                .identify(new Request("public", cookie, "GET", List.of()))
                .principal();
    }

    String outcome(String cookie) {
        return outcome("public", cookie);
    }

    String outcome(String service, String cookie) {
        return outcomeOf(() -> callers().identify(new Request(service, cookie, "GET", List.of())));
    }

    /** {@code unknown} where memory alone cannot tell. */
    String tryOutcome(String cookie) {
        Identified known = callers().tryIdentify(new Request("public", cookie, "GET", List.of()));
        return known == null ? "unknown" : "ok";
    }

    String xsrf(ActiveSession session, String token) {
        return outcomeOf(() -> callers().requireXsrf(new Request("long", "", "POST", List.of(token)), session, false));
    }

    private static String outcomeOf(Runnable call) {
        try {
            call.run();
            return "ok";
        } catch (AuthProxyException e) {
            return e.code().name().toLowerCase(Locale.ROOT);
        }
    }

    void setPermissions(List<Permission> permissions) {
        core.get(ActorService.class)
                .update(
                        system(),
                        ResourceId.parse(kim().id(), IdType.ACTOR),
                        new ActorChange(MetadataChange.NONE, permissions),
                        Precondition.NONE);
    }

    void deleteActor() {
        core.get(ActorService.class).delete(system(), ResourceId.parse(kim().id(), IdType.ACTOR), Precondition.NONE);
    }

    private static ActorPrincipal system() {
        PermissionSet all = PermissionSet.of(List.of(Permission.everything()), "system", Map.of());
        return new ActorPrincipal("act_system", "system", NamespacePath.ROOT, all, null, null);
    }

    /** What somebody with Redis in his hands may try: each of two sessions gets the other one's record. */
    void swapRecords() {
        RedisAccess redis = core.get(RedisAccess.class);
        List<String> keys = redis.call(commands -> commands.keys(RECORDS));
        String first = value(keys.get(0));
        String second = value(keys.get(1));
        redis.call(commands -> commands.set(keys.get(0), second));
        redis.call(commands -> commands.set(keys.get(1), first));
    }

    private String value(String key) {
        String value = core.get(RedisAccess.class).call(commands -> commands.get(key));
        return value;
    }

    /** All names and values, with what base64 hides made plain. */
    String redisContent() {
        RedisAccess redis = core.get(RedisAccess.class);
        StringBuilder all = new StringBuilder();
        for (String key : redis.call(commands -> commands.keys("*"))) {
            all.append(key).append('\n');
            if (key.startsWith("authproxy:session:")) {
                String value = value(key);
                all.append(value).append('\n');
                all.append(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.ISO_8859_1));
            } else {
                Set<String> members = redis.call(commands -> commands.smembers(key));
                all.append(members).append('\n');
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        core.close();
    }
}
