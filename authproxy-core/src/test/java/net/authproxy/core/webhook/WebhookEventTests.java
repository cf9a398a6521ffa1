package net.authproxy.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionEvent;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.namespace.NamespaceAdministration;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told of what, and that it is written with the change or not at all (contract 12). */
class WebhookEventTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final TestTasks tasks = new TestTasks(redis);

    @AfterEach
    void close() {
        tasks.close();
        redis.flush();
    }

    private WebhookStage open(DatabaseKind kind) {
        return new WebhookStage(kind, tasks);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoeverListensThereOrAbove(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            stage.namespaces("root.a.b", "root.ab", "root.a.c");
            List<ResourceId> told = List.of(
                    stage.webhook("root"),
                    stage.webhook("root.a"),
                    stage.webhook("root.a.b", "tier=gold", "connection.unhealthy"),
                    stage.webhook("root", "authproxy.io/connector-version=1,!other", "connection.*"));
            ResourceId paused = stage.webhook("root");
            WebhookService service = stage.at.get(WebhookService.class);
            service.update(
                    stage.at.system(),
                    paused,
                    new WebhookChange(null, null, null, WebhookState.PAUSED, MetadataChange.NONE),
                    Precondition.NONE);
            ResourceId deleted = stage.webhook("root");
            service.delete(stage.at.system(), deleted, Precondition.NONE);
            List<ResourceId> notTold = List.of(
                    paused,
                    stage.webhook("root.ab"),
                    stage.webhook("root.a.c"),
                    stage.webhook("root.a", "tier=silver", "connection.*"),
                    stage.webhook("root.a", "", "connection.healthy", "connector.*", "namespace.destroyed"));
            String connection = stage.connection("root.a.b", Map.of("tier", "gold"));

            stage.becomes(connection, ConnectionHealth.UNHEALTHY);

            for (ResourceId webhook : told) {
                assertThat(stage.only(webhook).event()).isEqualTo("connection.unhealthy");
            }
            for (ResourceId webhook : notTold) {
                assertThat(stage.deliveries(webhook)).isEmpty();
            }
            assertThat(stage.at.get(DeliveryRepository.class).count()).isEqualTo(told.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatHappenedWithoutSecrets(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            stage.namespaces("root.a");
            ResourceId webhook = stage.webhook("root");
            String connection = stage.connection("root.a", Map.of("tier", "gold"));

            stage.becomes(connection, ConnectionHealth.UNHEALTHY);

            Delivery delivery = stage.only(webhook);
            DeliveryEntity row = stage.at
                    .get(DeliveryRepository.class)
                    .findById(delivery.id())
                    .orElseThrow();
            byte[] body = stage.secrets().openPayload(NamespacePath.ROOT, delivery.id(), row.encryptedPayload());
            JsonNode json = new JsonMapper().readTree(body);
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .startsWith("{\"id\":\"" + delivery.id()
                            + "\",\"event\":\"connection.unhealthy\",\"created_at\":\"2026-04-02T09:15:00.000Z\","
                            + "\"namespace\":\"root.a\",\"data\":{\"connection_id\":\"" + connection + "\"");
            assertThat(json.propertyNames()).containsExactly("id", "event", "created_at", "namespace", "data");
            assertThat(json.path("data").propertyNames())
                    .containsExactly(
                            "connection_id",
                            "connector_id",
                            "connector_version",
                            "actor_id",
                            "state",
                            "health",
                            "health_reason",
                            "effective_labels");
            assertThat(json.path("data").path("effective_labels").path("tier").asString())
                    .isEqualTo("gold");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenWithTheChangeOrNotAtAll(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = stage.webhook("root");
            String connection = stage.connection("root", Map.of());
            TransactionTemplate transaction = stage.at.get(TransactionTemplate.class);

            transaction.executeWithoutResult(status -> {
                stage.becomes(connection, ConnectionHealth.UNHEALTHY);
                status.setRollbackOnly();
            });
            assertThat(stage.deliveries(webhook)).isEmpty();
            redis.flush();

            // While the queue is away, the change and its delivery are there all the same.
            tasks.close();
            stage.becomes(connection, ConnectionHealth.UNHEALTHY);
            assertThat(stage.only(webhook).status()).isEqualTo(DeliveryStatus.PENDING);

            ConnectionEvent event = new ConnectionEvent(
                    ConnectionEvent.Kind.READY,
                    stage.at
                            .get(ConnectionStore.class)
                            .find(connection)
                            .orElseThrow()
                            .connection());
            ApplicationEventPublisher events = stage.at.get(TestPublisher.class).events();
            assertThatThrownBy(() -> events.publishEvent(event)).isInstanceOf(IllegalTransactionStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsOfEveryKindOfEventOfConnections(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = stage.webhook("root");
            String id = stage.connection("root", Map.of());
            var connection =
                    stage.at.get(ConnectionStore.class).find(id).orElseThrow().connection();
            ApplicationEventPublisher events = stage.at.get(TestPublisher.class).events();
            int before = stage.deliveries(webhook).size();

            for (ConnectionEvent.Kind each : ConnectionEvent.Kind.values()) {
                stage.at
                        .get(TransactionTemplate.class)
                        .executeWithoutResult(status -> events.publishEvent(new ConnectionEvent(each, connection)));
            }

            assertThat(stage.deliveries(webhook).stream().skip(before).map(Delivery::event))
                    .containsExactlyInAnyOrder(
                            "connection.ready",
                            "connection.unhealthy",
                            "connection.healthy",
                            "connection.reauthorized",
                            "connection.disconnected");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfConnectorsThatArePublished(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = stage.webhook("root", "type=open", "connector.*");
            ResourceId other = stage.webhook("root", "type=other", "connector.*");

            stage.at.load(WebhookStage.OPEN);
            assertThat(stage.deliveries(webhook)).as("nothing has changed").isEmpty();
            stage.at.load(WebhookStage.OPEN.replace("display_name: Open", "display_name: Opened"));

            assertThat(stage.only(webhook).event()).isEqualTo("connector.published");
            assertThat(stage.deliveries(other)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfNamespacesThatEndAndEndsWithThem(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            stage.namespaces("root.a.b", "root.c");
            ResourceId above = stage.webhook("root", "", "namespace.destroyed");
            ResourceId inside = stage.webhook("root.a.b");
            NamespaceAdministration namespaces = stage.at.get(NamespaceAdministration.class);
            NamespacePath full = new NamespacePath("root.a.b");

            assertThatThrownBy(() -> namespaces.delete(stage.at.system(), full, false, Precondition.NONE))
                    .isInstanceOfSatisfying(AuthProxyException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.NAMESPACE_NOT_EMPTY);
                        assertThat(refused.details().get("counts")).isEqualTo(Map.of("webhooks", 1L));
                    });
            assertThat(stage.deliveries(above)).isEmpty();

            namespaces.delete(stage.at.system(), new NamespacePath("root.c"), false, Precondition.NONE);
            assertThat(stage.only(above).event()).isEqualTo("namespace.destroyed");

            namespaces.delete(stage.at.system(), new NamespacePath("root.a"), true, Precondition.NONE);
            tasks.work(stage.at.get(TestPublisher.class).handlers());
            org.awaitility.Awaitility.await()
                    .until(() -> stage.deliveries(above).size() == 3);
            assertThatThrownBy(() -> stage.read(inside)).isInstanceOf(AuthProxyException.class);
            assertThat(stage.audited("webhooks.delete", inside)).isEqualTo(1);
            assertThat(stage.at
                            .get(WebhookRepository.class)
                            .findById(inside.text())
                            .orElseThrow()
                            .encryptedSecret())
                    .isNull();
        }
    }
}
