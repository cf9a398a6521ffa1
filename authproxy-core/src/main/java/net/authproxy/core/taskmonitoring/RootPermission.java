package net.authproxy.core.taskmonitoring;

import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/** Queues belong to no namespace: {@code task_monitoring} counts at {@code root} only (contract 4.3). */
final class RootPermission {

    private RootPermission() {}

    /**
     * Refuses whoever may not.
     *
     * @param id of the task or the queue, which {@code resource_ids} of a permission may restrict; absent for lists
     */
    static void require(ActorPrincipal caller, Verb verb, @Nullable String id) {
        if (!caller.may(ResourceType.TASK_MONITORING, verb, NamespacePath.ROOT.value(), id)) {
            throw new AuthProxyException(
                    ErrorCode.PERMISSION_DENIED, "missing permission task_monitoring:" + verb.text());
        }
    }
}
