package net.authproxy.core.shared.settings;

import com.google.common.net.InetAddresses;
import java.util.Locale;

/** A block that opens a listener. */
public interface ListenerSettings {

    /** The address it binds to: an IP literal or {@code localhost}. */
    String bindAddress();

    /** Whether only this machine can reach the listener. */
    default boolean onLoopback() {
        return isLoopback(bindAddress());
    }

    /** Whether the text is an IP literal of the loopback range or {@code localhost}; no name is looked up. */
    static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
    }

    /** Whether something can be bound to it without asking a name server. */
    static boolean isBindable(String host) {
        return host.equals("localhost") || InetAddresses.isInetAddress(host);
    }
}
