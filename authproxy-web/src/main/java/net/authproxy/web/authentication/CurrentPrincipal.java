package net.authproxy.web.authentication;

import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the principal to controller methods that take an {@link ActorPrincipal}. */
final class CurrentPrincipal implements HandlerMethodArgumentResolver {

    private static final String ATTRIBUTE = ActorPrincipal.class.getName();

    static void set(HttpServletRequest request, ActorPrincipal principal) {
        request.setAttribute(ATTRIBUTE, principal);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ActorPrincipal.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        Object principal = request.getAttribute(ATTRIBUTE, NativeWebRequest.SCOPE_REQUEST);
        if (principal == null) {
            throw new AuthProxyException(ErrorCode.UNAUTHENTICATED, "authentication is required");
        }
        return principal;
    }
}
