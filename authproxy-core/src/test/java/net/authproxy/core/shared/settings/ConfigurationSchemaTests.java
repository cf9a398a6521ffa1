package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.authproxy.core.StandardBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationSchemaTests {

    private static final Path ROOT = Path.of(System.getProperty("authproxy.root", ".."));
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(generated());

    private static String generated() {
        return JSON.writeValueAsString(ConfigurationSchema.of(StandardBlocks.all()))
                        .replace("\r\n", "\n") + "\n";
    }

    @Test
    void committedSchemaIsCurrent() throws IOException {
        CommittedFile.check(ROOT.resolve("docs/configuration.schema.json"), generated());
    }

    @Test
    void committedTableIsCurrent() throws IOException {
        CommittedFile.check(ROOT.resolve("docs/configuration.md"), ConfigurationTable.of(StandardBlocks.all()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authproxy-core/src/main/resources/net/authproxy/core/embedded-default.yaml",
                "dev_config/default.yaml"
            })
    void committedConfigurationsFitTheSchema(String file) throws IOException {
        Object value =
                YamlReader.read(file, Files.readAllBytes(ROOT.resolve(file))).value();

        assertThat(schema.validate(JSON.writeValueAsString(value), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void productionExampleFitsTheSchema() {
        Object value = YamlReader.read("example", SettingsTests.PRODUCTION).value();

        assertThat(schema.validate(JSON.writeValueAsString(value), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{public: {prot: 1}}",
                "{public: {port: x}}",
                "{system_auth: {global_aes_key: {path: a, extra: 1}}}",
                "{redis: {provider: none}}",
                "{proxy: {timeouts: {idle: 5 minutes}}}",
                "{nothing: {}}",
            })
    void schemaRefusesWhatTheBinderRefuses(String yaml) {
        String complete = yaml.replaceFirst("}$", "")
                + (yaml.contains("system_auth")
                        ? ""
                        : ", system_auth: {global_aes_key: {path: a, previous: [{path: b}]}}")
                + (yaml.contains("redis") ? "" : ", redis: {provider: embedded}")
                + ", database: {provider: sqlite, path: x}}";

        Object value = YamlReader.read("case", complete).value();

        assertThat(schema.validate(JSON.writeValueAsString(value), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void schemaAcceptsPreviousBesideEachFormOfTheRootKey() {
        Object value = YamlReader.read(
                        "case",
                        "{system_auth: {global_aes_key: {env_var: A, previous: [{path: b}]},"
                                + " jwt_signing_key: {shared_key: {path: c}, previous: [{public_key: {path: d}}]}},"
                                + " redis: {address: 'r:1'}, database: {provider: sqlite, path: x},"
                                + " http_logging: {database: {provider: postgres, host: h, database: d}}}")
                .value();

        assertThat(schema.validate(JSON.writeValueAsString(value), InputFormat.JSON))
                .isEmpty();
    }
}
