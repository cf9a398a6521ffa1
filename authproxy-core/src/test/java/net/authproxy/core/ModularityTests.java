package net.authproxy.core;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Feature borders: allowed imports, no cycles, no reaching into another feature's sub-packages. */
class ModularityTests {

    @Test
    void featuresKeepToTheirBorders() {
        ApplicationModules.of("net.authproxy.core").verify();
    }
}
