package net.authproxy.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import org.jspecify.annotations.Nullable;

/** The row of each operation in the authorization matrix: what it asks for, and a request that works. */
final class MatrixRoutes {

    enum Kind {
        /** Answers about one thing. */
        OBJECT,
        /** Deletes one thing; gone and not to be seen are the same (contract 1.6, 4.1). */
        IDEMPOTENT_DELETE,
        /** Shows only what may be seen. */
        LIST,
        /** Makes a thing in the target's namespace. */
        CREATE,
        /** About nothing stored: for whoever has the permission somewhere. */
        ANYWHERE,
        /** About the whole installation: checked at root. */
        ROOT,
        /** For everybody. */
        PUBLIC,
        /** For whoever is known. */
        OPEN,
        /** For whoever started it. */
        OWN
    }

    /**
     * @param path may hold {@code {ns}}, {@code {actor}}, {@code {connection}}, {@code {connector}}, {@code {entry}}, {@code {key}},
     *     {@code {own}} for a connector of the tenant, {@code {task}}, {@code {webhook}}, {@code {delivery}}
     * @param body the same; absent for none
     */
    record Row(
            Kind kind,
            ResourceType resource,
            Verb verb,
            String path,
            @Nullable String body) {

        /** Connectors of the demo belong to {@code root}, all else to the tenant. */
        boolean ofRoot() {
            boolean demo = resource == ResourceType.CONNECTORS && !path.contains("{own}") && kind != Kind.CREATE;
            return demo || kind == Kind.ROOT;
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private MatrixRoutes() {
        namespaces();
        actors();
        connectors();
        connections();
        webhooks();
        others();
        taskMonitoring();
        deletions();
    }

    static Map<String, Row> byOperation() {
        return new MatrixRoutes().rows;
    }

    private void add(String operation, Kind kind, ResourceType resource, Verb verb, String path) {
        add(operation, kind, resource, verb, path, null);
    }

    private void add(
            String operation, Kind kind, ResourceType resource, Verb verb, String path, @Nullable String body) {
        rows.put(operation, new Row(kind, resource, verb, path, body));
    }

    private void namespaces() {
        ResourceType resource = ResourceType.NAMESPACES;
        add("listNamespaces", Kind.LIST, resource, Verb.LIST, "/namespaces?limit=1000");
        add("createNamespace", Kind.CREATE, resource, Verb.CREATE, "/namespaces", "{'path':'{ns}.made'}");
        add("getNamespace", Kind.OBJECT, resource, Verb.GET, "/namespaces/{ns}");
        add("updateNamespace", Kind.OBJECT, resource, Verb.UPDATE, "/namespaces/{ns}", "{'annotations':{'kept':'1'}}");
        metadata("Namespace", resource, "/namespaces/{ns}");
    }

    private void actors() {
        ResourceType resource = ResourceType.ACTORS;
        add("listActors", Kind.LIST, resource, Verb.LIST, "/actors?limit=1000");
        add(
                "createActor",
                Kind.CREATE,
                resource,
                Verb.CREATE,
                "/actors",
                "{'namespace':'{ns}','external_id':'made-by-matrix'}");
        add("getActor", Kind.OBJECT, resource, Verb.GET, "/actors/{actor}");
        add("getActorByExternalId", Kind.OBJECT, resource, Verb.GET, "/actors/external-id/victim?namespace={ns}");
        add("updateActor", Kind.OBJECT, resource, Verb.UPDATE, "/actors/{actor}", "{'annotations':{'kept':'1'}}");
        add(
                "updateActorByExternalId",
                Kind.OBJECT,
                resource,
                Verb.UPDATE,
                "/actors/external-id/victim?namespace={ns}",
                "{'annotations':{'kept':'2'}}");
        metadata("Actor", resource, "/actors/{actor}");
        String keys = "/actors/{actor}/keys";
        add("listActorKeys", Kind.OBJECT, resource, Verb.GET, keys);
        add("getActorKey", Kind.OBJECT, resource, Verb.GET, keys + "/{key}");
        String secret = "{'shared_key':{'value':'a-secret-of-more-than-32-bytes-8f3c'}}";
        add("registerActorKey", Kind.OBJECT, resource, Verb.MANAGE_KEYS, keys, secret);
        add("updateActorKey", Kind.OBJECT, resource, Verb.MANAGE_KEYS, keys + "/{key}", "{'comment':'x'}");
        add("revokeActorKey", Kind.OBJECT, resource, Verb.MANAGE_KEYS, keys + "/{key}");
        String none = "{'permissions':[]}";
        add("mintToken", Kind.OBJECT, resource, Verb.MINT_TOKEN, "/actors/{actor}/_tokens", none);
        add("revokeToken", Kind.OBJECT, resource, Verb.MINT_TOKEN, "/actors/{actor}/_tokens/some-jti");
    }

    private void connectors() {
        ResourceType resource = ResourceType.CONNECTORS;
        add("listConnectors", Kind.LIST, resource, Verb.LIST, "/connectors?limit=1000");
        add("getConnector", Kind.OBJECT, resource, Verb.GET, "/connectors/{connector}");
        for (String part : List.of("labels", "annotations")) {
            add(part + "OfConnector", Kind.OBJECT, resource, Verb.GET, "/connectors/{connector}/" + part);
        }
        add("labelOfConnector", Kind.OBJECT, resource, Verb.GET, "/connectors/{connector}/labels/type");
        add("annotationOfConnector", Kind.OBJECT, resource, Verb.GET, "/connectors/{connector}/annotations/none");
        add("listAllConnectorVersions", Kind.LIST, resource, Verb.LIST_VERSIONS, "/connectors/_versions?limit=1000");
        add("listConnectorVersions", Kind.OBJECT, resource, Verb.LIST_VERSIONS, "/connectors/{connector}/versions");
        add("getConnectorVersion", Kind.OBJECT, resource, Verb.LIST_VERSIONS, "/connectors/{connector}/versions/1");
        connectorWrites(resource);
    }

    /** On a connector whose version 1 is primary and whose version 2 is a draft. */
    private void connectorWrites(ResourceType resource) {
        String definition = "{'labels':{'type':'made'},'display_name':'Made','logo':'https://a.example.com/l.png',"
                + "'auth':{'type':'no-auth'},'proxy':{'base_url':'https://a.example.com'}}";
        String notes = "{'annotations':{'kept':'1'}}";
        String own = "/connectors/{own}";
        String draft = own + "/versions/2";
        String whole = "{'namespace':'{ns}','definition':" + definition + "}";
        add("createConnector", Kind.CREATE, resource, Verb.CREATE, "/connectors", whole);
        add("updateConnector", Kind.OBJECT, resource, Verb.UPDATE, own, notes);
        for (String part : List.of("Label", "Annotation")) {
            String lower = part.toLowerCase(java.util.Locale.ROOT);
            String path = "/" + lower + "s";
            add(lower + "sOfConnectorVersion", Kind.OBJECT, resource, Verb.LIST_VERSIONS, draft + path);
            add(lower + "OfConnectorVersion", Kind.OBJECT, resource, Verb.LIST_VERSIONS, draft + path + "/kept");
            writes(part, "Connector", resource, own + path);
            writes(part, "ConnectorVersion", resource, draft + path);
        }
        add("updateConnectorVersion", Kind.OBJECT, resource, Verb.UPDATE, draft, notes);
        add("createConnectorVersion", Kind.OBJECT, resource, Verb.CREATE, own + "/versions", notes);
        add(
                "validateDefinition",
                Kind.ANYWHERE,
                resource,
                Verb.CREATE,
                "/connectors/_validate",
                "{'definition':" + definition + "}");
        add("validateConnectorVersion", Kind.OBJECT, resource, Verb.CREATE, draft + "/_validate");
        add("publishConnectorVersion", Kind.OBJECT, resource, Verb.PUBLISH, draft + "/_publish");
        add("promoteConnectorVersion", Kind.OBJECT, resource, Verb.PUBLISH, own + "/versions/1/_promote");
        add("archiveConnectorVersion", Kind.OBJECT, resource, Verb.ARCHIVE, draft + "/_archive");
        add(
                "forceConnectorVersionState",
                Kind.OBJECT,
                resource,
                Verb.FORCE_STATE,
                draft + "/_force_state",
                "{'state':'active'}");
    }

    private void writes(String part, String name, ResourceType resource, String base) {
        add("put" + part + "Of" + name, Kind.OBJECT, resource, Verb.UPDATE, base + "/kept", "{'value':'1'}");
        add("delete" + part + "Of" + name, Kind.IDEMPOTENT_DELETE, resource, Verb.UPDATE, base + "/kept");
    }

    private void connections() {
        ResourceType resource = ResourceType.CONNECTIONS;
        String one = "/connections/{connection}";
        add("listConnections", Kind.LIST, resource, Verb.LIST, "/connections?limit=1000");
        add(
                "initiateConnection",
                Kind.CREATE,
                resource,
                Verb.CREATE,
                "/connections/_initiate",
                "{'connector_id':'{connector}','into_namespace':'{ns}'}");
        add("getConnection", Kind.OBJECT, resource, Verb.GET, one);
        add("updateConnection", Kind.OBJECT, resource, Verb.UPDATE, one, "{'annotations':{'kept':'1'}}");
        metadata("Connection", resource, one);
        add("getSetupStep", Kind.OBJECT, resource, Verb.UPDATE, one + "/_setup_step");
        add("submitSetupStep", Kind.OBJECT, resource, Verb.UPDATE, one + "/_submit", "{'step_id':'x','data':{}}");
        add("abortSetup", Kind.OBJECT, resource, Verb.UPDATE, one + "/_abort");
        add("proxy", Kind.OBJECT, resource, Verb.PROXY, one + "/_proxy", "{'url':'/x','method':'GET'}");
        for (String method : List.of("Get", "Post", "Put", "Patch", "Delete")) {
            add("proxyRaw" + method, Kind.OBJECT, resource, Verb.PROXY, one + "/_proxy_raw/x");
        }
        add("retrySetup", Kind.OBJECT, resource, Verb.UPDATE, one + "/_retry");
        add("reauthorizeConnection", Kind.OBJECT, resource, Verb.UPDATE, one + "/_reauth");
        add("reconfigureConnection", Kind.OBJECT, resource, Verb.UPDATE, one + "/_reconfigure");
        add("listDataSource", Kind.OBJECT, resource, Verb.UPDATE, one + "/_data_source/things");
        add("cancelSetup", Kind.OBJECT, resource, Verb.UPDATE, one + "/_cancel_setup");
        add("testConnection", Kind.OBJECT, resource, Verb.UPDATE, one + "/_test");
        add(
                "forceConnectionState",
                Kind.OBJECT,
                resource,
                Verb.FORCE_STATE,
                one + "/_force_state",
                "{'state':'ready'}");
        add("disconnectConnection", Kind.OBJECT, resource, Verb.DISCONNECT, one + "/_disconnect");
    }

    private void webhooks() {
        ResourceType resource = ResourceType.WEBHOOKS;
        String one = "/webhooks/{webhook}";
        String wanted = "{'namespace':'{ns}','url':'https://127.0.0.1:9/hook','events':['namespace.*']}";
        add("listWebhooks", Kind.LIST, resource, Verb.LIST, "/webhooks?limit=1000");
        add("createWebhook", Kind.CREATE, resource, Verb.CREATE, "/webhooks", wanted);
        add("getWebhook", Kind.OBJECT, resource, Verb.GET, one);
        add("updateWebhook", Kind.OBJECT, resource, Verb.UPDATE, one, "{'annotations':{'kept':'1'}}");
        metadata("Webhook", resource, one);
        add("testWebhook", Kind.OBJECT, resource, Verb.UPDATE, one + "/_test");
        add("listWebhookDeliveries", Kind.OBJECT, resource, Verb.GET, one + "/deliveries");
        add("redeliverWebhookDelivery", Kind.OBJECT, resource, Verb.UPDATE, one + "/deliveries/{delivery}/_redeliver");
    }

    private void others() {
        add("listRequestLog", Kind.LIST, ResourceType.REQUEST_LOG, Verb.LIST, "/request-log?limit=1000");
        add("getRequestLogEntry", Kind.OBJECT, ResourceType.REQUEST_LOG, Verb.GET, "/request-log/{entry}");
        add("listAudit", Kind.LIST, ResourceType.AUDIT, Verb.LIST, "/audit?limit=1000&namespace={ns}.**");
        add("verifyAudit", Kind.ROOT, ResourceType.AUDIT, Verb.LIST, "/audit/_verify");
        ResourceType sessions = ResourceType.SESSIONS;
        String session = "/sess_01kb2q6r3v8w9x0y1z2a3b4c5d";
        add("initiateSession", Kind.OPEN, sessions, Verb.LIST, "/session/_initiate");
        add("terminateSession", Kind.PUBLIC, sessions, Verb.DELETE, "/session/_terminate");
        add("listOwnSessions", Kind.OPEN, sessions, Verb.LIST, "/session/_list");
        add("endOwnSession", Kind.OPEN, sessions, Verb.DELETE, "/session" + session);
        add("listSessions", Kind.ROOT, sessions, Verb.LIST, "/sessions");
        add("endSession", Kind.ROOT, sessions, Verb.DELETE, "/sessions" + session);
        add("showErrorPage", Kind.PUBLIC, sessions, Verb.LIST, "/error?error=not_found");
        add("postErrorPage", Kind.PUBLIC, sessions, Verb.LIST, "/error?error=not_found");
        add("getTask", Kind.OWN, ResourceType.CONNECTIONS, Verb.GET, "/tasks/{task}");
        add("getMe", Kind.OPEN, ResourceType.ACTORS, Verb.GET, "/me");
        add(
                "explainPermission",
                Kind.OPEN,
                ResourceType.ACTORS,
                Verb.GET,
                "/permissions/_explain",
                "{'resource':'actors','verb':'get','namespace':'{ns}'}");
    }

    private void taskMonitoring() {
        ResourceType resource = ResourceType.TASK_MONITORING;
        String base = "/task-monitoring";
        String queue = base + "/queues/low";
        String task = queue + "/tasks/tsk_01kb2q6r3v8w9x0y1z2a3b4c5d";
        add("listTaskQueues", Kind.ROOT, resource, Verb.LIST, base + "/queues");
        add("listQueuedTasks", Kind.ROOT, resource, Verb.LIST, queue + "/tasks/completed");
        add("listTaskServers", Kind.ROOT, resource, Verb.LIST, base + "/servers");
        add("listSchedulerEntries", Kind.ROOT, resource, Verb.LIST, base + "/scheduler-entries");
        add("getTaskQueue", Kind.ROOT, resource, Verb.GET, queue);
        add("getTaskQueueHistory", Kind.ROOT, resource, Verb.GET, queue + "/history");
        add("getQueuedTask", Kind.ROOT, resource, Verb.GET, task.replace("tasks/", "tasks/pending/"));
        add("runTask", Kind.ROOT, resource, Verb.MANAGE, task + "/_run");
        add("archiveTask", Kind.ROOT, resource, Verb.MANAGE, task + "/_archive");
        add("cancelTask", Kind.ROOT, resource, Verb.MANAGE, task + "/_cancel");
        add("deleteTask", Kind.ROOT, resource, Verb.MANAGE, task);
        add("pauseTaskQueue", Kind.ROOT, resource, Verb.MANAGE, queue + "/_pause");
        add("unpauseTaskQueue", Kind.ROOT, resource, Verb.MANAGE, queue + "/_unpause");
        add("runAllArchivedTasks", Kind.ROOT, resource, Verb.MANAGE, queue + "/archived/_run-all");
        add("runAllRetryTasks", Kind.ROOT, resource, Verb.MANAGE, queue + "/retry/_run-all");
        add("deleteAllArchivedTasks", Kind.ROOT, resource, Verb.MANAGE, queue + "/archived");
        add("deleteAllCompletedTasks", Kind.ROOT, resource, Verb.MANAGE, queue + "/completed");
    }

    /** Last, as the requests are also made by someone who may. */
    private void deletions() {
        add(
                "disconnectAllConnections",
                Kind.OBJECT,
                ResourceType.CONNECTORS,
                Verb.ARCHIVE,
                "/connectors/{connector}/_disconnect_all");
        add("deleteActor", Kind.OBJECT, ResourceType.ACTORS, Verb.DELETE, "/actors/{actor}");
        add(
                "deleteActorByExternalId",
                Kind.OBJECT,
                ResourceType.ACTORS,
                Verb.DELETE,
                "/actors/external-id/victim?namespace={ns}");
        add("deleteWebhook", Kind.OBJECT, ResourceType.WEBHOOKS, Verb.DELETE, "/webhooks/{webhook}");
        add("deleteNamespace", Kind.OBJECT, ResourceType.NAMESPACES, Verb.DELETE, "/namespaces/{ns}?cascade=true");
    }

    private void metadata(String name, ResourceType resource, String path) {
        for (String part : List.of("Label", "Annotation")) {
            String lower = part.toLowerCase(java.util.Locale.ROOT);
            String base = path + "/" + lower + "s";
            add(lower + "sOf" + name, Kind.OBJECT, resource, Verb.GET, base);
            add(lower + "Of" + name, Kind.OBJECT, resource, Verb.GET, base + "/kept");
            writes(part, name, resource, base);
        }
    }
}
