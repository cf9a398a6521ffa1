package net.authproxy.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries are made, tried again, given up and found again as their rows say (contract 12). */
class WebhookDeliveryTests {

    private static final Duration DAY = Duration.ofHours(24);

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

    /** A webhook at the receiver, and one delivery for it. */
    private static ResourceId waiting(WebhookStage stage) {
        ResourceId webhook = stage.webhook("root", "", "connection.unhealthy");
        stage.pointAtReceiver(webhook);
        stage.becomes(stage.connection("root", Map.of()), ConnectionHealth.UNHEALTHY);
        return webhook;
    }

    private static void untilDue(WebhookStage stage, Delivery delivery) {
        Instant next = Objects.requireNonNull(delivery.nextAt());
        stage.at.core().pass(Duration.between(stage.at.core().clock().instant(), next));
    }

    @ParameterizedTest
    @EnumSource
    void isTriedAgainAsTheRowSaysUntilItIsGivenUp(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            stage.receiver.otherwise(500);
            Instant begun = stage.at.core().clock().instant();
            Delivery delivery = stage.only(webhook);
            long bound = 25_000;
            for (int attempt = 1; attempt <= 9; attempt++) {
                stage.sender().deliver(delivery.id());
                stage.sender().deliver(delivery.id());
                delivery = stage.only(webhook);
                assertThat(stage.receiver.received()).as("not due twice").hasSize(attempt);
                assertThat(delivery.attempts()).isEqualTo(attempt);
                assertThat(delivery.lastError()).isEqualTo("http_status");
                assertThat(delivery.responseStatus()).isEqualTo(500);
                if (attempt < 9) {
                    assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
                    Duration wait = Duration.between(stage.at.core().clock().instant(), delivery.nextAt());
                    assertThat(wait).isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
                    bound *= 3;
                    untilDue(stage, delivery);
                }
            }
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(delivery.nextAt()).isNull();
            assertThat(Duration.between(begun, stage.at.core().clock().instant()))
                    .isBetween(Duration.ofHours(11), DAY);
            stage.at.core().pass(DAY);
            stage.sender().deliver(delivery.id());
            assertThat(stage.receiver.received()).hasSize(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void arrivesSignedAndWithTheSameBodyEachTime(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            stage.receiver.answers(503, 302);
            Delivery delivery = stage.only(webhook);
            stage.sender().deliver(delivery.id());
            untilDue(stage, stage.only(webhook));
            stage.sender().deliver(delivery.id());
            assertThat(stage.only(webhook).responseStatus())
                    .as("a redirect is a failure")
                    .isEqualTo(302);
            assertThat(stage.read(webhook).failingSince()).isNotNull();
            untilDue(stage, stage.only(webhook));
            stage.sender().deliver(delivery.id());

            Delivery arrived = stage.only(webhook);
            assertThat(arrived.status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(arrived.lastError()).isNull();
            assertThat(arrived.nextAt()).isNull();
            assertThat(arrived.deliveredAt()).isEqualTo(stage.at.core().clock().instant());
            assertThat(stage.read(webhook).failingSince()).isNull();
            assertThat(stage.receiver.received("/hook")).hasSize(3);
            assertThat(stage.receiver.received()).as("no redirect is followed").hasSize(3);
            var first = stage.receiver.received().getFirst();
            var last = stage.receiver.received().getLast();
            assertThat(last.body()).isEqualTo(first.body());
            assertThat(last.header("X-AuthProxy-Signature"))
                    .startsWith("t=" + stage.at.core().clock().instant().getEpochSecond() + ",v1=")
                    .isNotEqualTo(first.header("X-AuthProxy-Signature"));
        }
    }

    /** Computed with OpenSSL: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test */
    @Test
    void signsAsDocumented() {
        assertThat(WebhookSigner.sign(
                        "whsec_test".getBytes(StandardCharsets.UTF_8),
                        1_700_000_000,
                        "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789");
    }

    @Test
    void waitsAtLeastHalfOfTheBoundAndNeverMoreThanADay() {
        DeliverySchedule schedule = new DeliverySchedule(new SecureRandom());
        for (int round = 0; round < 1000; round++) {
            Duration all = Duration.ZERO;
            for (int attempt = 1; attempt <= DeliverySchedule.RETRIES; attempt++) {
                all = all.plus(schedule.delay(attempt));
            }
            assertThat(all).isBetween(Duration.ofHours(11), DAY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isPausedAfterThreeDaysWithoutASuccess(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            String connection = stage.connection("root", Map.of("other", "one"));
            stage.receiver.otherwise(500);
            stage.sender().deliver(stage.only(webhook).id());
            stage.at.core().pass(Duration.ofDays(3).minusSeconds(1));
            stage.sender().deliver(stage.only(webhook).id());
            assertThat(stage.read(webhook).state()).isEqualTo(WebhookState.ACTIVE);
            assertThat(stage.audited("webhooks.pause", webhook)).isZero();
            untilDue(stage, stage.only(webhook));
            stage.sender().deliver(stage.only(webhook).id());

            assertThat(stage.read(webhook).state()).isEqualTo(WebhookState.PAUSED);
            assertThat(stage.audited("webhooks.pause", webhook)).isEqualTo(1);
            stage.becomes(connection, ConnectionHealth.UNHEALTHY);
            Delivery stopped = stage.only(webhook);
            stage.at.core().pass(DAY);
            stage.sender().deliver(stopped.id());
            assertThat(stage.receiver.received()).hasSize(3);
            assertThat(stage.at.get(DeliveryQueue.class).resume()).isZero();
            assertThatThrownBy(() -> stage.at
                            .get(DeliveryService.class)
                            .redeliver(stage.at.system(), webhook, new ResourceId(IdType.DELIVERY, stopped.id())))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_TRANSITION));

            // Active again, what waited is sent by a worker without anybody looking for it.
            // Its task ran in vain meanwhile, and is no longer there.
            redis.flush();
            stage.receiver.otherwise(200);
            tasks.work(stage.sender());
            stage.at
                    .get(WebhookService.class)
                    .update(
                            stage.at.system(),
                            webhook,
                            new WebhookChange(null, null, null, WebhookState.ACTIVE, MetadataChange.NONE),
                            Precondition.NONE);
            await().until(() -> stage.only(webhook).status() == DeliveryStatus.DELIVERED);
            assertThat(stage.read(webhook).failingSince()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSuccessBetweenFailuresKeepsItActive(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            stage.receiver.answers(500, 200, 500);
            String id = stage.only(webhook).id();
            stage.sender().deliver(id);
            stage.at.core().pass(Duration.ofDays(2));
            stage.sender().deliver(id);
            stage.at
                    .get(DeliveryService.class)
                    .redeliver(stage.at.system(), webhook, new ResourceId(IdType.DELIVERY, id));
            stage.at.core().pass(Duration.ofDays(2));
            stage.sender().deliver(id);

            assertThat(stage.read(webhook).state()).isEqualTo(WebhookState.ACTIVE);
            assertThat(stage.only(webhook).attempts()).isEqualTo(1);
        }
    }

    /** A Redis that forgot everything; a process that died in an attempt, and in the last one. */
    @ParameterizedTest
    @EnumSource
    void isFoundAgainFromTheDatabase(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            redis.flush();
            DeliveryQueue queue = stage.at.get(DeliveryQueue.class);
            String id = stage.only(webhook).id();
            assertThat(stage.at.get(DeliveryLedger.class).begin(id)).isPresent();
            assertThat(queue.resume()).as("an attempt is being made").isZero();
            untilDue(stage, stage.only(webhook));

            assertThat(queue.resume()).isEqualTo(1);
            assertThat(queue.resume()).as("queued once all the same").isEqualTo(1);
            tasks.work(stage.sender());
            await().until(() -> stage.only(webhook).status() == DeliveryStatus.DELIVERED);

            assertThat(stage.receiver.received()).hasSize(1);
            assertThat(stage.only(webhook).attempts()).isEqualTo(2);
            assertThat(queue.resume()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptThatWasTheLastAndNeverEndedIsGivenUp(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            String id = stage.only(webhook).id();
            for (int attempt = 1; attempt <= 9; attempt++) {
                assertThat(stage.at.get(DeliveryLedger.class).begin(id)).isPresent();
                untilDue(stage, stage.only(webhook));
            }
            stage.sender().deliver(id);

            assertThat(stage.only(webhook).status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(stage.only(webhook).lastError()).isEqualTo("interrupted");
            assertThat(stage.receiver.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCallsBlockedAddresses(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            // The gate of the core itself, which opens no range and no plain http.
            stage.at.get(DeliverWebhook.class).deliver(stage.only(webhook).id());
            assertThat(stage.only(webhook).lastError()).isEqualTo("upstream_scheme_not_allowed");
            stage.at
                    .get(JdbcClient.class)
                    .sql("update webhooks set url = :url")
                    .param("url", "https://inside.example.com/hook")
                    .update();
            untilDue(stage, stage.only(webhook));
            stage.at.get(DeliverWebhook.class).deliver(stage.only(webhook).id());

            assertThat(stage.only(webhook).lastError()).isEqualTo("upstream_address_blocked");
            assertThat(stage.only(webhook).responseStatus()).isNull();
            assertThat(stage.receiver.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDeletedIsNoLongerToldAndItsSecretIsGone(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            String id = stage.only(webhook).id();
            stage.at.get(WebhookService.class).delete(stage.at.system(), webhook, Precondition.NONE);
            stage.sender().deliver(id);

            assertThat(stage.receiver.received()).isEmpty();
            DeliveryEntity row =
                    stage.at.get(DeliveryRepository.class).findById(id).orElseThrow();
            assertThat(row.toDelivery().status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(row.toDelivery().lastError()).isEqualTo("webhook_deleted");
            assertThat(stage.at
                            .get(WebhookRepository.class)
                            .findById(webhook.text())
                            .orElseThrow()
                            .encryptedSecret())
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRemovedAfterThirtyDays(DatabaseKind kind) {
        try (WebhookStage stage = open(kind)) {
            ResourceId webhook = waiting(stage);
            stage.at.core().pass(Duration.ofDays(30));
            stage.becomes(stage.connection("root", Map.of("late", "one")), ConnectionHealth.UNHEALTHY);
            DeliveryPurge purge = stage.at.get(DeliveryPurge.class);
            purge.purge(() -> {});
            assertThat(stage.deliveries(webhook)).hasSize(2);

            stage.at.core().pass(Duration.ofMillis(1));
            purge.purge(() -> {});
            assertThat(stage.only(webhook).createdAt())
                    .isEqualTo(stage.at.core().clock().instant().minusMillis(1));
        }
    }
}
