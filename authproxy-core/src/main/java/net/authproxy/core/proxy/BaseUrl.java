package net.authproxy.core.proxy;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;

/**
 * A connector's rendered {@code proxy.base_url}, read once instead of with every call.
 *
 * @param text without a trailing slash
 * @param parsed the same; absent when it is no URL that may be called, which each call is then told
 */
record BaseUrl(String text, @Nullable OutboundUrl parsed) {

    static BaseUrl of(String rendered) {
        String text = rendered.endsWith("/") ? rendered.substring(0, rendered.length() - 1) : rendered;
        try {
            return new BaseUrl(text, OutboundUrl.parse(text));
        } catch (AuthProxyException unusable) {
            return new BaseUrl(text, null);
        }
    }

    /**
     * The URL with {@code tail} behind it.
     *
     * @param tail empty, or a path or query that starts with its delimiter
     */
    OutboundUrl under(String tail) {
        // Never text and tail together: behind a base without a host, the tail would name one.
        return (parsed == null ? OutboundUrl.parse(text) : parsed).under(tail);
    }
}
