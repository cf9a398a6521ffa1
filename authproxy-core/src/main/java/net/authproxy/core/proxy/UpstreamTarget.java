package net.authproxy.core.proxy;

import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;

/** Where a call wants to go (contract 9.1, 9.2): parsed once, and what was parsed is what is checked and connected to. */
final class UpstreamTarget {

    static final String UPSTREAM_URL = "X-AuthProxy-Upstream-URL";

    private UpstreamTarget() {}

    static OutboundUrl of(ProxyRequest request, @Nullable BaseUrl baseUrl) {
        return switch (request.form()) {
            case RAW -> raw(request.target(), request.headers(UPSTREAM_URL), baseUrl);
            case ENVELOPE -> envelope(request.target(), baseUrl);
        };
    }

    private static OutboundUrl raw(String tail, List<String> upstreamUrls, @Nullable BaseUrl baseUrl) {
        if (upstreamUrls.isEmpty()) {
            return base(baseUrl).under(tail);
        }
        if (upstreamUrls.size() > 1) {
            throw invalid("two " + UPSTREAM_URL + " headers");
        }
        if (!tail.isEmpty()) {
            throw invalid("give either a path behind _proxy_raw or the header " + UPSTREAM_URL + ", not both");
        }
        return OutboundUrl.parse(upstreamUrls.getFirst());
    }

    private static OutboundUrl envelope(String url, @Nullable BaseUrl baseUrl) {
        return url.startsWith("/") ? base(baseUrl).under(url) : OutboundUrl.parse(url);
    }

    private static BaseUrl base(@Nullable BaseUrl baseUrl) {
        if (baseUrl == null) {
            throw invalid("the connector has no base_url: name an absolute URL");
        }
        return baseUrl;
    }

    private static AuthProxyException invalid(String message) {
        return new AuthProxyException(ErrorCode.INVALID_URL, message);
    }
}
