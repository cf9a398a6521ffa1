package net.authproxy.core.webhook;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.namespace.NamespaceWorkConfiguration;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.setup.InitiateRequest;
import net.authproxy.core.shared.outbound.AddressResolver;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.testsupport.HookReceiver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A core with webhooks, a receiver that may be called, and the steps of a test in one word each. */
final class WebhookStage implements AutoCloseable {

    static final String OPEN = """
            labels: {type: open}
            display_name: Open
            logo: https://api.example.com/logo.png
            auth: {type: no-auth}
            proxy: {base_url: "https://api.example.com"}
            """;

    final Installation at;
    final HookReceiver receiver;
    private final Vertx vertx = Vertx.vertx();
    private final OutboundHttpClient http = new OutboundHttpClient(vertx, null, 8);

    WebhookStage(DatabaseKind kind, TestTasks tasks) {
        try {
            receiver = HookReceiver.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        at = Installation.open(
                kind,
                new CoreContext.Setup().bean(TaskQueue.class, tasks.queue()).bean(OutboundHttpClient.class, http),
                NamespaceWorkConfiguration.class,
                WebhookConfiguration.class,
                TestPublisher.class);
        at.load(OPEN);
    }

    void namespaces(String... paths) {
        for (String path : paths) {
            at.get(NamespaceService.class).ensure(new NamespacePath(path));
        }
    }

    /** A webhook for all events of connections, at a public address that no test calls. */
    ResourceId webhook(String namespace) {
        return webhook(namespace, "", "connection.*");
    }

    ResourceId webhook(String namespace, String selector, String... events) {
        NewWebhook wanted = new NewWebhook(
                new NamespacePath(namespace),
                "https://api.example.com/hook",
                new EventPatterns(List.of(events)),
                LabelSelector.parse(selector),
                null,
                Labels.NONE,
                Annotations.NONE);
        return new ResourceId(
                IdType.WEBHOOK,
                at.get(WebhookService.class)
                        .create(at.system(), wanted)
                        .webhook()
                        .id());
    }

    /** Lets the webhook call the receiver of this test, which no request may ask for. */
    void pointAtReceiver(ResourceId webhook) {
        at.get(JdbcClient.class)
                .sql("update webhooks set url = :url where id = :id")
                .param("url", receiver.url("/hook"))
                .param("id", webhook.text())
                .update();
    }

    /** A ready connection; that it became ready has been told and is forgotten. */
    String connection(String namespace, Map<String, String> labels) {
        ResourceId connector =
                new ResourceId(IdType.CONNECTOR, at.versions("open").getFirst().id());
        InitiateRequest request = new InitiateRequest(
                connector, null, new NamespacePath(namespace), null, Labels.of(labels), Annotations.NONE);
        String id = at.get(ConnectionSetup.class)
                .initiate(at.system(at.actor("owner-" + labels.hashCode() + namespace)), request)
                .connectionId();
        at.get(JdbcClient.class)
                .sql("delete from webhook_deliveries where event = 'connection.ready'")
                .update();
        return id;
    }

    void becomes(String connection, ConnectionHealth health) {
        at.get(ConnectionStore.class)
                .noteHealth(connection, health, health == ConnectionHealth.UNHEALTHY ? "needs_reauth" : null);
    }

    /** What delivers, through a gate that lets the receiver be called. */
    DeliverWebhook sender() {
        EgressPolicy open = new EgressPolicy(
                true,
                List.of("127.0.0.0/8"),
                AddressResolver.system(),
                at.core().clock());
        return new DeliverWebhook(
                at.get(DeliveryLedger.class),
                secrets(),
                new WebhookCalls(open, http, at.core().clock()),
                at.get(DeliveryQueue.class));
    }

    WebhookSecrets secrets() {
        return new WebhookSecrets(at.get(FieldCipher.class), new SecureRandom());
    }

    List<Delivery> deliveries(ResourceId webhook) {
        return at.get(DeliveryService.class)
                .list(at.system(), webhook, ListRequest.parse(QueryParameters.of(Map.of())), Map.of())
                .items();
    }

    Delivery only(ResourceId webhook) {
        List<Delivery> all = deliveries(webhook);
        if (all.size() != 1) {
            throw new AssertionError("not one delivery: " + all);
        }
        return all.getFirst();
    }

    Webhook read(ResourceId webhook) {
        return at.get(WebhookService.class).get(at.system(), webhook);
    }

    int audited(String action, ResourceId webhook) {
        return at.get(JdbcClient.class)
                .sql("select count(*) from audit_log where action = :action and resource_id = :id")
                .param("action", action)
                .param("id", webhook.text())
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        at.close();
        http.close();
        receiver.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
