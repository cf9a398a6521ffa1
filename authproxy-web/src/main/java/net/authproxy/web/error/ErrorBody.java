package net.authproxy.web.error;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/**
 * The error body (contract 1.2).
 *
 * @param error text for people
 * @param code stable text for programs
 * @param requestId {@code req_} id of the call
 * @param fields every finding about the input; absent otherwise
 * @param details further members, such as {@code state}
 */
public record ErrorBody(
        String error,
        String code,
        @JsonProperty("request_id") String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> fields,
        @JsonAnyGetter Map<String, Object> details) {

    /** The body for a refusal. */
    public static ErrorBody of(AuthProxyException e, String requestId) {
        return new ErrorBody(e.message(), e.code().code(), requestId, e.fields(), e.details());
    }

    /** The body for a defect of ours: it says nothing. */
    public static ErrorBody internal(String requestId) {
        return new ErrorBody("Internal Server Error", ErrorCode.INTERNAL_ERROR.code(), requestId, List.of(), Map.of());
    }
}
