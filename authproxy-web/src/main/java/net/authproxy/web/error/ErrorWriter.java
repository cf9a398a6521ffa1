package net.authproxy.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.web.RequestIds;
import tools.jackson.databind.json.JsonMapper;

/** Writes the error body where no controller advice reaches: in filters. */
public final class ErrorWriter {

    private final JsonMapper json;

    public ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the refusal; the response must not be committed. */
    public void write(HttpServletRequest request, HttpServletResponse response, AuthProxyException e)
            throws IOException {
        Refusal.note(request, e);
        response.setStatus(e.code().status());
        if (e.code().status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (e.code() == ErrorCode.UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(ErrorBody.of(e, RequestIds.of(request))));
    }
}
