package net.authproxy.web;

import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;

/** The id of the running request, which the gateway gave it. */
public final class RequestIds {

    /** Header in which the gateway hands the id on, and which every answer carries. */
    public static final String HEADER = "X-AuthProxy-Request-Id";

    private static final String ATTRIBUTE = RequestIds.class.getName();

    private RequestIds() {}

    static void set(HttpServletRequest request, String id) {
        request.setAttribute(ATTRIBUTE, id);
    }

    /** The {@code req_} id; before any filter ran the one that the gateway sent, empty if even that cannot be read. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : given(request);
    }

    /** The id that the gateway sent; empty without a well-formed one. */
    static String given(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        return given != null && ResourceId.wellFormed(given, IdType.REQUEST) ? given : "";
    }
}
