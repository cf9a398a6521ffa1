package net.authproxy.core.webhook;

import java.util.List;
import net.authproxy.core.shared.task.TaskHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells of what no feature tells yet, and knows all handlers. */
@Component
class TestPublisher {

    private final ApplicationEventPublisher events;
    private final ObjectProvider<TaskHandler> handlers;

    TestPublisher(ApplicationEventPublisher events, ObjectProvider<TaskHandler> handlers) {
        this.events = events;
        this.handlers = handlers;
    }

    ApplicationEventPublisher events() {
        return events;
    }

    /** All but what calls out. */
    TaskHandler[] handlers() {
        List<TaskHandler> quiet = handlers.stream()
                .filter(handler -> !(handler instanceof DeliverWebhook))
                .toList();
        return quiet.toArray(TaskHandler[]::new);
    }
}
