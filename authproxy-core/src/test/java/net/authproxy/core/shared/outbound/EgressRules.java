package net.authproxy.core.shared.outbound;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The rules that keep all outbound traffic in the gate (security D1). Every module whose code can call out checks them. */
public final class EgressRules {

    private static final String GATE = "net.authproxy.core.shared.outbound";

    private static final Set<String> CLIENTS = Set.of(
            "java.net.http.HttpClient",
            "java.net.Socket",
            "java.net.DatagramSocket",
            "java.net.URLConnection",
            "java.net.HttpURLConnection",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "javax.net.SocketFactory",
            "javax.net.ssl.SSLSocketFactory",
            "org.springframework.web.client.RestClient",
            "org.springframework.web.client.RestTemplate",
            "org.springframework.web.reactive.function.client.WebClient",
            "io.vertx.core.http.WebSocketClient",
            "io.vertx.core.net.NetClient",
            "io.netty.bootstrap.Bootstrap");

    private static final Set<String> OPENING_CALLS = Set.of(
            "io.vertx.core.Vertx.createHttpClient",
            "io.vertx.core.Vertx.httpClientBuilder",
            "io.vertx.core.Vertx.createNetClient",
            "io.vertx.core.Vertx.createWebSocketClient",
            "io.vertx.core.Vertx.webSocketClientBuilder",
            "java.net.URL.openConnection",
            "java.net.URL.openStream",
            "java.net.URL.getContent");

    /** No class but those of the gate opens an outbound connection. */
    public static final ArchRule ONLY_THE_GATE_CALLS_OUT = noClasses()
            .that()
            .resideOutsideOfPackages(GATE, "net.authproxy.testsupport..")
            .should()
            .dependOnClassesThat(describe("are outbound clients", EgressRules::isClient))
            .orShould()
            .callCodeUnitWhere(describe("it opens an outbound connection", EgressRules::opensConnection))
            .because("every outbound call passes the egress gate (security D1)");

    /** A destination outside the gate is one that was checked. */
    public static final ArchRule ONLY_THE_GATE_MAKES_DESTINATIONS = noClasses()
            .that()
            .resideOutsideOfPackage(GATE)
            .should()
            .callConstructorWhere(describe(
                    "it makes a Destination",
                    call -> call.getTargetOwner().getName().equals(GATE + ".Destination")))
            .because("holding a Destination proves that it was checked");

    private EgressRules() {}

    private static boolean isClient(JavaClass type) {
        return CLIENTS.contains(type.getName());
    }

    private static boolean opensConnection(JavaCall<?> call) {
        return OPENING_CALLS.contains(call.getTargetOwner().getName() + "." + call.getName());
    }
}
