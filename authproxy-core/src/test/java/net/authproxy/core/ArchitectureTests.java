package net.authproxy.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.secret.SecretBytes;
import org.springframework.data.repository.Repository;

/** The house rules that a machine can check (docs/architecture.md, "What a machine checks"). */
@AnalyzeClasses(packages = "net.authproxy.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule sharedKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage("net.authproxy.core.shared..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of a feature",
                    type -> type.getPackageName().startsWith("net.authproxy.core.")
                            && !type.getPackageName().startsWith("net.authproxy.core.shared")));

    @ArchTest
    static final ArchRule coreKnowsNoServletAndNoMvc = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..");

    @ArchTest
    static final ArchRule onlyTheEgressGateKnowsTheHttpEngine = noClasses()
            .that()
            .resideOutsideOfPackage("net.authproxy.core.shared.outbound..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty.handler.codec.http..");

    @ArchTest
    static final ArchRule entitiesStayInside =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule repositoriesStayInside =
            classes().that().areAssignableTo(Repository.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule randomnessIsSecure = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SecureRandom.class)
            .because("one SecureRandom bean serves the process");

    @ArchTest
    static final ArchRule secretsAreExposedInFewPlaces = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "net.authproxy.core.shared.secret..",
                    "net.authproxy.core.shared.settings..",
                    "net.authproxy.core.shared.redis..",
                    "net.authproxy.core.encryption..",
                    "net.authproxy.core.credential..",
                    "net.authproxy.core.authentication..",
                    "net.authproxy.core.actor..",
                    "net.authproxy.core.connector.definition..")
            .should()
            .callMethod(SecretBytes.class, "expose", java.util.function.Function.class);

    @ArchTest
    static final ArchRule servicesAskWho = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Service")
            .and()
            .areDeclaredInClassesThat()
            .areNotAnnotatedWith(SystemOperation.class)
            .should(takeThePrincipalFirst());

    @ArchTest
    static final ArchRule noFieldInjection = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule noStandardStreams = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule noJavaUtilLogging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    private static ArchCondition<JavaMethod> takeThePrincipalFirst() {
        return new ArchCondition<>("take the ActorPrincipal first, or be marked @SystemOperation") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean system = method.isAnnotatedWith(SystemOperation.class);
                boolean asks = !method.getRawParameterTypes().isEmpty()
                        && method.getRawParameterTypes().get(0).isEquivalentTo(ActorPrincipal.class);
                boolean fine = system || asks || method.getModifiers().contains(JavaModifier.SYNTHETIC);
                events.add(new SimpleConditionEvent(method, fine, method.getFullName()));
            }
        };
    }
}
