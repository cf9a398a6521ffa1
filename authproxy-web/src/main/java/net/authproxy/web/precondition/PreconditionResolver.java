package net.authproxy.web.precondition;

import net.authproxy.core.shared.resource.Precondition;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the If-Match header to controller methods that take a {@link Precondition}. */
final class PreconditionResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Precondition.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        String[] headers = request.getHeaderValues(IfMatch.HEADER);
        return headers == null || headers.length == 0 ? Precondition.NONE : IfMatch.parse(String.join(",", headers));
    }
}
