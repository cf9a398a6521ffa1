package net.authproxy.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** The error body for requests that Tomcat refuses before any filter runs. Public only for Tomcat. */
public final class TomcatErrorValve extends ErrorReportValve {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < BAD_REQUEST || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        boolean ours = status >= SERVER_ERROR;
        String body = "{\"error\":\"" + (ours ? "Internal Server Error" : "bad request") + "\",\"code\":\""
                + (ours ? "internal_error" : "bad_request") + "\",\"request_id\":\"" + RequestIds.of(request) + "\"}";
        try {
            RequestIdFilter.setHeaders(response, RequestIds.of(request));
            response.setContentType("application/json");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            container.getLogger().debug("caller went away before the error was written", e);
        }
    }
}
