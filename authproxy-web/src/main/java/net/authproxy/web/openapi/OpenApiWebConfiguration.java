package net.authproxy.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.web.ServiceName;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;

/** Mounts {@code /openapi.json} and {@code /swagger}; on api and admin-api only. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class
})
public class OpenApiWebConfiguration implements WebMvcConfigurer {

    private static final String BEARER = "bearer";

    static {
        // Not sent by the caller under these names: the token and the If-Match header become them.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(ActorPrincipal.class, Precondition.class)
                // Any JSON; the members of the Java class are none of its.
                .replaceWithSchema(JsonNode.class, new Schema<>());
    }

    @Bean
    OpenAPI openApi(ServiceName service) {
        return new OpenAPI()
                .info(new Info()
                        .title("AuthProxy " + service.id())
                        .version("v1")
                        .description(
                                "Calls third-party APIs through connections; see docs/proxy.md for the proxy routes.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BEARER)
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    GlobalOperationCustomizer describedRoutes() {
        return new RouteDescription();
    }

    @Bean
    OpenApiCustomizer documentedErrorsAndProxy(ServiceName service) {
        return new ApiDescription(service.id().equals("api"));
    }

    @Bean
    SwaggerController swaggerController() {
        return new SwaggerController();
    }

    @Bean
    FilterRegistrationBean<SwaggerPolicyFilter> swaggerPolicy() {
        FilterRegistrationBean<SwaggerPolicyFilter> registration =
                new FilterRegistrationBean<>(new SwaggerPolicyFilter());
        registration.addUrlPatterns("/swagger/*");
        return registration;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger/**")
                .addResourceLocations(
                        "classpath:/net/authproxy/web/swagger/",
                        "classpath:/META-INF/resources/webjars/swagger-ui/" + WebJarVersion.of("swagger-ui") + "/");
    }
}
