package net.authproxy.core.proxy;

import static net.authproxy.core.proxy.ProxyStage.admitted;
import static net.authproxy.core.proxy.ProxyStage.credentialOf;
import static net.authproxy.core.proxy.ProxyStage.ended;
import static net.authproxy.core.proxy.ProxyStage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.LoggedCalls;
import net.authproxy.core.fixture.TestUpstreams;
import net.authproxy.core.session.Identified;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The order of a proxied call's checks, what each answers, and what it leaves in the log (contract 9.6, 9.8). */
class ProxyServiceTests {

    private static final String UNKNOWN = "cxn_00000000000000000000000000";

    @ParameterizedTest
    @EnumSource
    void admitsACallWithEverythingTheEdgeNeeds(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Decision decision = stage.proxy().decide(stage.call());

            Decision.Admitted admitted = admitted(decision);
            assertThat(admitted.target()).isEqualTo("/v1/things?a=1");
            assertThat(admitted.destination().host()).isEqualTo("api.example.com");
            assertThat(admitted.destination().address().getHostAddress()).isEqualTo("93.184.216.34");
            assertThat(admitted.headers()).containsExactly(new Decision.ConnectorHeader("X-Tenant", "t1", false));
            assertThat(admitted.needsBody()).isFalse();
            assertThat(admitted.passesCallerCredentials()).isFalse();
            assertThat(credentialOf(decision)).isEqualTo("Bearer " + ProxyStage.KEY);
            assertThat(admitted.toString()).doesNotContain(ProxyStage.KEY);
        }
    }

    /** Each call is wrong in one place and in all later ones; the first wrong place answers. */
    @ParameterizedTest
    @EnumSource
    void asksInTheOrderOfTheContract(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Installation at = stage.installation;
            at.actor("nobody", Installation.permission("root.**", "connectors", "get"));
            at.actor("reader", Installation.permission("root", "connections", "get"), elsewhere());
            at.actor("stranger", elsewhere());
            ResourceId created = new ResourceId(
                    stage.connection.type(),
                    at.initiate(at.system(stage.caller), "keyed", Map.of("tenant", "t2"))
                            .connectionId());
            ResourceId bare = withoutCredentials(stage);
            String alice = stage.token();
            String badUrl = "https://evil.test/x";
            ProxyService proxy = stage.proxy();

            assertThat(outcome(proxy.decide(TestCall.raw("junk", "x").withAuthorization())))
                    .isEqualTo("unauthenticated");
            assertThat(outcome(proxy.decide(TestCall.raw("junk", "junk")))).isEqualTo("invalid_token");
            assertThat(outcome(proxy.decide(stage.call().withAuthorization("Bearer " + alice, "Bearer " + alice))))
                    .isEqualTo("invalid_token");
            assertThat(outcome(proxy.decide(TestCall.raw(UNKNOWN, at.token("nobody", "j1")))))
                    .as("the first gate comes before any look-up")
                    .isEqualTo("permission_denied");
            assertThat(outcome(proxy.decide(TestCall.envelope("junk", alice, badUrl))))
                    .isEqualTo("invalid_id");
            assertThat(outcome(proxy.decide(TestCall.envelope("cxr_00000000000000000000000000", alice, badUrl))))
                    .isEqualTo("not_found");
            assertThat(outcome(proxy.decide(TestCall.envelope(UNKNOWN, alice, badUrl))))
                    .isEqualTo("not_found");
            assertThat(outcome(proxy.decide(TestCall.envelope(created.text(), at.token("stranger", "j2"), badUrl))))
                    .isEqualTo("not_found");
            assertThat(outcome(proxy.decide(TestCall.envelope(created.text(), at.token("reader", "j3"), badUrl))))
                    .isEqualTo("permission_denied");
            assertThat(outcome(proxy.decide(TestCall.envelope(created.text(), alice, badUrl))))
                    .isEqualTo("connection_not_ready");
            assertThat(outcome(proxy.decide(TestCall.envelope(bare.text(), alice, "http://api.example.com/"))))
                    .isEqualTo("upstream_scheme_not_allowed");
            assertThat(outcome(proxy.decide(TestCall.envelope(bare.text(), alice, badUrl))))
                    .isEqualTo("upstream_host_not_allowed");
            assertThat(outcome(proxy.decide(TestCall.envelope(bare.text(), alice, "https://inside.example.com/"))))
                    .isEqualTo("upstream_address_blocked");
            assertThat(outcome(proxy.decide(TestCall.envelope(bare.text(), alice, "https://gone.example.com/"))))
                    .isEqualTo("upstream_unreachable");
            assertThat(outcome(proxy.decide(TestCall.raw(bare.text(), alice)))).isEqualTo("needs_reauth");
            assertThat(at.get(TestUpstreams.class).questions())
                    .as("a host off the list costs no look-up")
                    .doesNotContain("evil.test");
        }
    }

    private static net.authproxy.core.authorization.Permission elsewhere() {
        return Installation.permission("root.other.**", "connections", "proxy");
    }

    /** A ready connection that lost its credential. */
    private static ResourceId withoutCredentials(ProxyStage stage) {
        Installation at = stage.installation;
        ResourceId id = at.connect(at.system(stage.caller), "keyed", Map.of("tenant", "t3"), Map.of("api_key", "gone"));
        at.get(JdbcClient.class)
                .sql("update connections set encrypted_credentials = null where id = :id")
                .param("id", id.text())
                .update();
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void refusesTargetsThatCannotBeRead(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxyService proxy = stage.proxy();
            String url = UpstreamTarget.UPSTREAM_URL;
            String good = "https://api.example.com/x";

            assertThat(outcome(proxy.decide(stage.call().withHeader(url, good))))
                    .isEqualTo("invalid_url");
            assertThat(outcome(proxy.decide(stage.call().withTarget("").withHeader(url, good, good))))
                    .isEqualTo("invalid_url");
            assertThat(outcome(proxy.decide(stage.call().withTarget("").withHeader(url, good))))
                    .isEqualTo("ok");
            assertThat(outcome(proxy.decide(TestCall.envelope(
                            stage.connection.text(), stage.token(), "https://me:pw@api.example.com/"))))
                    .isEqualTo("invalid_url");
            assertThat(outcome(proxy.decide(TestCall.envelope(stage.connection.text(), stage.token(), "nonsense"))))
                    .isEqualTo("invalid_url");
            assertThat(outcome(proxy.decide(stage.call().withLabels("no equals sign"))))
                    .isEqualTo("invalid_label");
            assertThat(outcome(proxy.decide(stage.call().withLabels("authproxy.io/x=y"))))
                    .isEqualTo("reserved_label");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysNullForWhatMemoryDoesNotHold(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxyService proxy = stage.proxy();
            assertThat(proxy.tryDecide(stage.call())).isNull();

            assertThat(outcome(proxy.decide(stage.call()))).isEqualTo("ok");

            assertThat(outcome(proxy.tryDecide(stage.call()))).isEqualTo("ok");
            assertThat(proxy.tryDecide(TestCall.raw(UNKNOWN, stage.token()))).isNull();
            assertThat(outcome(proxy.tryDecide(stage.call().withAuthorization())))
                    .isEqualTo("unauthenticated");
        }
    }

    @ParameterizedTest
    @EnumSource
    void decidesWarmCallsWithoutTheDatabase(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxyService proxy = stage.proxy();
            String token = stage.token();
            assertThat(outcome(proxy.decide(stage.call()))).isEqualTo("ok");
            stage.core().database().close();

            Decision warm = proxy.tryDecide(TestCall.raw(stage.connection.text(), token));

            assertThat(credentialOf(warm)).isEqualTo("Bearer " + ProxyStage.KEY);
            assertThat(outcome(warm)).isEqualTo("ok");
            assertThat(outcome(
                            proxy.tryDecide(TestCall.envelope(stage.connection.text(), token, "https://evil.test/x"))))
                    .isEqualTo("upstream_host_not_allowed");
            assertThat(outcome(proxy.decide(TestCall.raw(UNKNOWN, token))))
                    .as("what must be loaded cannot be")
                    .isEqualTo("unavailable");
            assertThat(stage.installation.get(LoggedCalls.class).rows()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesOneRowForACallerWhoMaySeeTheConnectionAndNoneOtherwise(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Installation at = stage.installation;
            at.actor("stranger", elsewhere());
            ProxyService proxy = stage.proxy();
            TestCall admitted = stage.call().withLabels("job=nightly", "tenant=other");
            TestCall host = TestCall.envelope(stage.connection.text(), stage.token(), "https://evil.test/secret?q=1");
            TestCall label = stage.call().withLabels("nothing");
            TestCall id = TestCall.raw("junk", stage.token());
            TestCall unknown = TestCall.raw(UNKNOWN, stage.token());
            TestCall stranger = TestCall.raw(stage.connection.text(), at.token("stranger", "j2"));
            TestCall anonymous = stage.call().withAuthorization();

            for (TestCall call : List.of(id, unknown, stranger, anonymous, admitted, host, label)) {
                Decision decision = proxy.decide(call);
                outcome(decision);
                outcome(decision);
            }

            List<Map<String, Object>> rows = at.get(LoggedCalls.class).rows();
            assertThat(rows)
                    .extracting(row -> row.get("request_id"), row -> row.get("response_error"))
                    .containsExactly(
                            tuple(admitted.requestId(), null),
                            tuple(host.requestId(), "upstream_host_not_allowed"),
                            tuple(label.requestId(), "invalid_label"));
            assertThat(rows.get(0))
                    .containsEntry("connection_id", stage.connection.text())
                    .containsEntry("actor_id", stage.caller.id())
                    .containsEntry("namespace", "root")
                    .containsEntry("connector_type", "keyed")
                    .containsEntry("host", "api.example.com")
                    .containsEntry("path", "/v1/things")
                    .containsEntry("response_status_code", 200);
            assertThat(rows.get(0).get("labels").toString())
                    .contains("nightly")
                    .contains("other")
                    .doesNotContain("t1");
            assertThat(rows.get(1)).containsEntry("path", "/secret").containsEntry("response_status_code", null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tiesTheCallsOfOnePieceOfWorkTogether(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            ProxyService proxy = stage.proxy();
            outcome(proxy.decide(stage.call().withHeader("X-Correlation-Id", "order-7")));
            outcome(proxy.decide(stage.call().withHeader("X-Correlation-Id", "not visible")));
            outcome(proxy.decide(stage.call().withHeader("traceparent", trace)));

            List<Map<String, Object>> rows =
                    stage.installation.get(LoggedCalls.class).rows();

            assertThat(rows)
                    .extracting(row -> (String) row.get("correlation_id"))
                    .satisfiesExactly(
                            own -> assertThat(own).isEqualTo("order-7"),
                            made -> assertThat(made).startsWith("cor_"),
                            traced -> assertThat(traced).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsNarrowedTokensAndSingleConnectionsPassNoFurther(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Installation at = stage.installation;
            ResourceId other =
                    at.connect(at.system(stage.caller), "keyed", Map.of("tenant", "t9"), Map.of("api_key", "other"));
            at.actor(
                    "one",
                    new net.authproxy.core.authorization.Permission(
                            "root", List.of("connections"), List.of(other.text()), List.of("proxy")));
            String token = at.token("one", "j5");

            assertThat(credentialOf(stage.proxy().decide(TestCall.raw(other.text(), token))))
                    .isEqualTo("Bearer other");
            assertThat(outcome(stage.proxy().decide(TestCall.raw(stage.connection.text(), token))))
                    .isEqualTo("permission_denied");
            assertThat(outcome(stage.proxy().tryDecide(TestCall.raw(other.text(), token))))
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensNothingForARefusedDestination(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ResourceId damaged = withDamagedCredential(stage);
            ProxyService proxy = stage.proxy();
            String token = stage.token();

            assertThat(outcome(proxy.decide(TestCall.envelope(damaged.text(), token, "https://evil.test/"))))
                    .isEqualTo("upstream_host_not_allowed");
            Decision good = proxy.decide(TestCall.raw(damaged.text(), token));
            assertThat(good)
                    .as("the credential is opened when it is written, not before")
                    .isInstanceOf(Decision.Admitted.class);
            assertThatThrownBy(() -> credentialOf(good)).hasMessageContaining("cannot be decrypted");
            admitted(good).ticket().finish(ended(0, null));
        }
    }

    /** Credentials of another row: they do not open here. */
    private static ResourceId withDamagedCredential(ProxyStage stage) {
        Installation at = stage.installation;
        ResourceId id = at.connect(at.system(stage.caller), "keyed", Map.of("tenant", "t4"), Map.of("api_key", "x"));
        at.get(JdbcClient.class)
                .sql("update connections set encrypted_credentials ="
                        + " (select encrypted_credentials from connections where id = :from) where id = :id")
                .param("from", stage.connection.text())
                .param("id", id.text())
                .update();
        assertThat(at.get(ConnectionStore.class).find(id.text())).isPresent();
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void keepsActorsOfOtherNamespacesApart(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Installation at = stage.installation;
            at.actor(new NamespacePath("root.team"), "alice", ProxyStage.mayProxy());

            assertThat(outcome(stage.proxy().decide(stage.call()))).isEqualTo("ok");
            assertThat(at.get(LoggedCalls.class).rows())
                    .extracting(row -> row.get("actor_id"))
                    .containsExactly(stage.caller.id());
        }
    }

    /** The edge may ask who calls before it reads a body; a token for one call is used up by that, and only once. */
    @ParameterizedTest
    @EnumSource
    void aTokenForOneCallServesOneCall(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxyService proxy = stage.proxy();
            String token = stage.installation.token("alice", Map.of("nonce", "non_abcdefghijklmnop0123456789"));
            TestCall call = TestCall.raw(stage.connection.text(), token);
            assertThat(proxy.tryAuthenticate(call)).isNull();

            Identified caller = proxy.authenticate(call);

            assertThat(caller.principal().actorId()).isEqualTo(stage.caller.id());
            assertThat(proxy.tryDecide(call.withCaller(caller)))
                    .as("the connection must be loaded")
                    .isNull();
            assertThat(outcome(proxy.decide(call.withCaller(caller)))).isEqualTo("ok");
            assertThat(outcome(proxy.tryDecide(call.withCaller(caller)))).isEqualTo("ok");
            assertThat(outcome(proxy.decide(call))).isEqualTo("nonce_reused");
            assertThatThrownBy(() -> proxy.authenticate(call)).hasMessageContaining("already used");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItCannotAuthenticateWithoutTheDatabase(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            TestCall call = stage.call();
            Identified caller = stage.proxy().authenticate(call);
            TestCall cold = call.withAuthorization("Bearer " + stage.installation.token("alice", "jti-2"));
            stage.core().database().close();

            assertThat(stage.proxy().tryAuthenticate(call)).isEqualTo(caller);
            assertThat(stage.proxy().tryAuthenticate(cold)).isNull();
            assertThatThrownBy(() -> stage.proxy().authenticate(cold))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class,
                            away -> assertThat(away.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThatThrownBy(() -> stage.proxy().tryAuthenticate(call.withAuthorization()))
                    .isInstanceOf(AuthProxyException.class);
        }
    }

    /** A connector that asks for a label which the connection has not: nothing of AuthProxy is broken (contract 6.3). */
    @ParameterizedTest
    @EnumSource
    void tellsThoseWhoMayCallWhatAConnectionLacks(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            Installation at = stage.installation;
            at.actor("stranger", elsewhere());
            ResourceId bare = at.connect(at.system(stage.caller), "keyed", Map.of(), Map.of("api_key", "x"));
            TestCall call = TestCall.raw(bare.text(), stage.token());

            Decision decision = stage.proxy().decide(call);

            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            refused -> assertThat(refused.reason().message()).contains("labels.tenant"));
            assertThat(outcome(decision)).isEqualTo("connection_not_ready");
            assertThat(outcome(stage.proxy().tryDecide(call))).isEqualTo("connection_not_ready");
            assertThat(outcome(stage.proxy().decide(TestCall.raw(bare.text(), at.token("stranger", "j2")))))
                    .isEqualTo("not_found");
            assertThat(at.get(LoggedCalls.class).rows()).hasSize(1);
        }
    }
}
