package net.authproxy.core.shared.cache;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every process that a row changed, after the change is committed. This process hears it at once, the others by
 * message: an event, which may be lost; caches bound the harm by age.
 */
public final class Changes {

    private final ChangeTransport transport;
    private final Map<ChangeTopic, List<Consumer<String>>> listeners = new EnumMap<>(ChangeTopic.class);
    private final List<Runnable> gapListeners = new CopyOnWriteArrayList<>();

    public Changes(ChangeTransport transport) {
        this.transport = transport;
        for (ChangeTopic topic : ChangeTopic.values()) {
            List<Consumer<String>> ofTopic = new CopyOnWriteArrayList<>();
            listeners.put(topic, ofTopic);
            transport.subscribe(topic.text(), payload -> ofTopic.forEach(listener -> listener.accept(payload)));
        }
        transport.onGap(() -> gapListeners.forEach(Runnable::run));
    }

    /** Announces a change when the running transaction commits, or at once when there is none. */
    public void announce(ChangeTopic topic, String id) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            send(topic, id);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                send(topic, id);
            }
        });
    }

    private void send(ChangeTopic topic, String id) {
        java.util.Objects.requireNonNull(listeners.get(topic)).forEach(listener -> listener.accept(id));
        transport.publish(topic.text(), id);
    }

    /** Calls back with the id for every change of that kind. */
    public void listen(ChangeTopic topic, Consumer<String> listener) {
        java.util.Objects.requireNonNull(listeners.get(topic)).add(listener);
    }

    /** Calls back when messages may have been missed. */
    public void listenForGaps(Runnable listener) {
        gapListeners.add(listener);
    }

    /** Whether changes made elsewhere are known to arrive at this moment. */
    public boolean flow() {
        return transport.flows();
    }
}
