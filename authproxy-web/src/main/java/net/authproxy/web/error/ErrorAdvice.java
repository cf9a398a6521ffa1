package net.authproxy.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.web.RequestIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Turns every exception of a controller into the one error body (contract 1.2). */
@RestControllerAdvice
public class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler(AuthProxyException.class)
    ResponseEntity<ErrorBody> refused(AuthProxyException e, HttpServletRequest request) {
        if (e.code().status() >= 500) {
            log.warn("reason={} request={}", e.code().code(), RequestIds.of(request), e);
        }
        return answer(e, request);
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<ErrorBody> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        if (e.getRootCause() instanceof AuthProxyException inner) {
            return answer(inner, request);
        }
        if (e.getCause() instanceof DatabindException binding && !(binding.getCause() instanceof StreamReadException)) {
            return answer(mismatch(binding), request);
        }
        return answer(new AuthProxyException(ErrorCode.MALFORMED_JSON, "the body is not well-formed JSON"), request);
    }

    private static AuthProxyException mismatch(DatabindException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        String where = path.isEmpty() ? "body" : path.toString();
        return new AuthProxyException(
                ErrorCode.VALIDATION_FAILED, where + ": wrong type", List.of(new FieldError(where, "wrong type")));
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<ErrorBody> unknownRoute(HttpServletRequest request) {
        return answer(new AuthProxyException(ErrorCode.NOT_FOUND, "not found"), request);
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ResponseEntity<ErrorBody> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        AuthProxyException refusal =
                new AuthProxyException(ErrorCode.METHOD_NOT_ALLOWED, "method not allowed on this route");
        HttpHeaders headers = new HttpHeaders();
        if (e.getSupportedHttpMethods() != null) {
            headers.setAllow(e.getSupportedHttpMethods().stream().collect(java.util.stream.Collectors.toSet()));
        } else {
            headers.setAllow(java.util.Set.of(HttpMethod.GET));
        }
        return ResponseEntity.status(405).headers(headers).body(ErrorBody.of(refusal, RequestIds.of(request)));
    }

    @ExceptionHandler({HttpMediaTypeNotSupportedException.class, HttpMediaTypeNotAcceptableException.class})
    ResponseEntity<ErrorBody> wrongMediaType(HttpServletRequest request) {
        return answer(
                new AuthProxyException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send and accept application/json"), request);
    }

    @ExceptionHandler({ServletRequestBindingException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<ErrorBody> wrongParameter(HttpServletRequest request) {
        return answer(
                new AuthProxyException(ErrorCode.VALIDATION_FAILED, "a parameter is missing or malformed"), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        PessimisticLockingFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ErrorBody> databaseAway(Exception e, HttpServletRequest request) {
        log.warn("reason=database_unavailable request={}", RequestIds.of(request), e);
        return answer(
                new AuthProxyException(ErrorCode.UNAVAILABLE, "the database cannot be reached at the moment"), request);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ErrorBody> defect(Exception e, HttpServletRequest request) {
        log.error("reason=defect request={}", RequestIds.of(request), e);
        return ResponseEntity.internalServerError().body(ErrorBody.internal(RequestIds.of(request)));
    }

    private static ResponseEntity<ErrorBody> answer(AuthProxyException e, HttpServletRequest request) {
        Refusal.note(request, e);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.code().status());
        if (e.code().status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (e.code() == ErrorCode.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return answer.body(ErrorBody.of(e, RequestIds.of(request)));
    }
}
