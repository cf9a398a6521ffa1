package net.authproxy.core.requestlog;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.ResourceId;

/** Rows of the request log, within the caller's namespaces (contract 10.1). */
public class RequestLogService {

    private final RequestLogQuery query;

    public RequestLogService(RequestLogQuery query) {
        this.query = query;
    }

    /** Lists rows, the newest first unless asked otherwise. */
    public Page<RequestLogEntry> list(ActorPrincipal caller, RequestLogFilter filter, ListRequest request) {
        Authorizer.requireAnywhere(caller, ResourceType.REQUEST_LOG, Verb.LIST);
        return query.list(Authorizer.scope(caller, ResourceType.REQUEST_LOG, Verb.LIST), filter, request);
    }

    /** One row. */
    public RequestLogEntry get(ActorPrincipal caller, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.REQUEST_LOG, Verb.GET);
        RequestLogEntry entry = query.find(id.text());
        Authorizer.require(caller, ResourceType.REQUEST_LOG, Verb.GET, new NamespacePath(entry.namespace()), id.text());
        return entry;
    }
}
