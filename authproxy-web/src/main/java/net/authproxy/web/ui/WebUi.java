package net.authproxy.web.ui;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Mounts a web UI behind every route of a service. */
public final class WebUi {

    private WebUi() {}

    /**
     * The mapping that takes what is left.
     *
     * @param mountAt path the UI appears at; starts with a slash
     * @param files what is served
     * @param packaged the build that came with the product, for what another build may lack
     * @param framedBy origins whose pages may frame the UI
     */
    public static HandlerMapping mapping(
            String mountAt, UiFiles files, UiFiles packaged, List<String> framedBy, SecureRandom random) {
        UiHandler handler = new UiHandler(files, packaged, new UiPage(files, random), new UiPolicy(framedBy));
        try {
            handler.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("the UI cannot be served", e);
        }
        String base = mountAt.endsWith("/") ? mountAt.substring(0, mountAt.length() - 1) : mountAt;
        Map<String, UiHandler> patterns = new LinkedHashMap<>();
        patterns.put(base + "/**", handler);
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(patterns);
        mapping.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return mapping;
    }
}
