package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import net.authproxy.core.shared.outbound.violation.CallsOut;
import org.junit.jupiter.api.Test;

class EgressArchitectureTests {

    @Test
    void onlyTheGateCallsOut() {
        JavaClasses product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("net.authproxy");

        assertThat(product.contain(EgressPolicy.class)).isTrue();
        EgressRules.ONLY_THE_GATE_CALLS_OUT.check(product);
        EgressRules.ONLY_THE_GATE_MAKES_DESTINATIONS.check(product);
    }

    @Test
    void rulesCatchPlantedViolations() {
        JavaClasses planted = new ClassFileImporter().importClasses(CallsOut.class, Vertx.class);

        assertThat(EgressRules.ONLY_THE_GATE_CALLS_OUT
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(detail -> detail.contains("java.net.http.HttpClient"))
                .anyMatch(detail -> detail.contains("createHttpClient"))
                .anyMatch(detail -> detail.contains("openStream"));
        assertThat(EgressRules.ONLY_THE_GATE_MAKES_DESTINATIONS
                        .evaluate(planted)
                        .hasViolation())
                .isTrue();
    }
}
