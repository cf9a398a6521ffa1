package net.authproxy.core.connector.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of the user.
 *
 * @param preconnect steps before authentication
 * @param configure steps after it
 */
public record SetupFlow(List<SetupStep> preconnect, List<SetupStep> configure) {

    public static final SetupFlow NONE = new SetupFlow(List.of(), List.of());

    public SetupFlow {
        preconnect = List.copyOf(preconnect);
        configure = List.copyOf(configure);
    }

    /** All steps in the order they are taken. */
    public List<SetupStep> steps() {
        return Stream.concat(preconnect.stream(), configure.stream()).toList();
    }

    /** Whether there is anything to configure after authentication. */
    public boolean hasConfigure() {
        return !configure.isEmpty();
    }

    /** The step with that id; empty if there is none. */
    public Optional<SetupStep> step(String id) {
        return steps().stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
