package net.authproxy.core.shared.cache;

import java.util.function.Consumer;

/** Carries change messages between processes. They may be lost; {@link #flows} and {@link #onGap} tell when. */
public interface ChangeTransport {

    /** Sends to the other processes; never throws. */
    void publish(String topic, String payload);

    /** Calls back for each message of the topic, from this process or another. */
    void subscribe(String topic, Consumer<String> listener);

    /** Calls back when messages may have been missed: drop everything. */
    void onGap(Runnable listener);

    /** Whether messages are known to arrive at this moment. */
    boolean flows();
}
