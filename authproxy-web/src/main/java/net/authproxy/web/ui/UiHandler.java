package net.authproxy.web.ui;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Answers whatever no route has taken: with a file of the UI, or with its page where a browser asks for one
 * (contract 2.1). Files with a hash in their name lie below {@code assets/} and never change.
 */
final class UiHandler extends ResourceHttpRequestHandler {

    private static final String ASSETS = "assets/";
    private static final String EMBED = "embed.js";
    private static final String INDEX = "index.html";
    private static final String RETURN = "return";
    private static final Set<String> NEVER_PAGES = Set.of(
            "api", "oauth2", "setup", "session", "ui", "error", "assets", "ping", "livez", "readyz", "healthz",
            "metrics");

    private final UiFiles files;
    private final UiFiles packaged;
    private final UiPage page;
    private final UiPolicy policy;

    UiHandler(UiFiles files, UiFiles packaged, UiPage page, UiPolicy policy) {
        this.files = files;
        this.packaged = packaged;
        this.page = page;
        this.policy = policy;
        setLocations(List.of(files.location()));
        setResourceResolvers(List.of(new EncodedResourceResolver(), new PathResourceResolver()));
        setEtagGenerator(new ContentTags(files.directory().isPresent()));
        setUseLastModified(false);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = path(request);
        if (!isRead(request)) {
            throw unknown(request, path);
        }
        if (!path.isEmpty() && !path.equals(INDEX) && getResource(request) != null) {
            policy.mark(response);
            caching(path, response);
            super.handleRequest(request, response);
        } else if (isPage(request, path)) {
            String nonce = page.newNonce();
            policy.markPage(request, response, nonce, path.equals(RETURN));
            page.write(response, nonce);
        } else {
            throw unknown(request, path);
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
    }

    private static void caching(String path, HttpServletResponse response) {
        response.setHeader("Vary", "Accept-Encoding");
        if (path.startsWith(ASSETS)) {
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        } else if (path.equals(EMBED)) {
            response.setHeader("Cache-Control", "public, max-age=300");
            response.setHeader("Access-Control-Allow-Origin", "*");
            response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        } else {
            response.setHeader("Cache-Control", "no-cache");
        }
    }

    /** Only a browser that looks for a page gets one; a script that is missing must not become HTML. */
    private static boolean isPage(HttpServletRequest request, String path) {
        if (path.isEmpty() || path.equals(INDEX)) {
            return true;
        }
        String accept = request.getHeader("Accept");
        int end = path.indexOf('/');
        String first = end < 0 ? path : path.substring(0, end);
        return accept != null && accept.contains("text/html") && !NEVER_PAGES.contains(first);
    }

    @Override
    protected @Nullable Resource getResource(HttpServletRequest request) throws IOException {
        String path = path(request);
        if (hides(path)) {
            return null;
        }
        Resource found = super.getResource(request);
        if (found == null && path.equals(EMBED)) {
            return packaged.file(EMBED).orElse(null);
        }
        return found == null || files.holds(found) ? found : null;
    }

    /** Names that begin with a dot are not meant for visitors. */
    private static boolean hides(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** The decoded path below the mount, without a slash in front. */
    private static String path(HttpServletRequest request) {
        Object within = request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE);
        String path = within == null ? "" : within.toString();
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static NoResourceFoundException unknown(HttpServletRequest request, String path) {
        return new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), path);
    }
}
