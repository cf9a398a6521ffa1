package net.authproxy.core.taskmonitoring;

import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.shared.task.QueueName;

/** Queues by the name in a path. */
final class Queues {

    private Queues() {}

    static QueueName require(String name) {
        return QueueName.parse(name).orElseThrow(Authorizer::notFound);
    }
}
