package net.authproxy.core.shared.settings;

import java.nio.file.Path;
import java.time.Duration;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** Where key material comes from (contract 11.4); {@link ValueResolver} reads the local forms. */
@Union
public sealed interface KeyData extends Resolvable {

    /** The name of the source in API answers. */
    String provider();

    /** The text itself. */
    @Variant(presentBy = "value")
    record Value(@Doc("The key as text.") SecretString value) implements KeyData {
        @Override
        public String provider() {
            return "value";
        }
    }

    /** The bytes in base64. */
    @Variant(presentBy = "base64")
    record Base64(@Doc("The key in base64.") SecretString base64) implements KeyData {
        @Override
        public String provider() {
            return "base64";
        }
    }

    /** An environment variable. */
    @Variant(presentBy = "env_var")
    record EnvVar(
            @Doc("Environment variable with the key as text.")
            String envVar) implements KeyData {
        @Override
        public String provider() {
            return "env_var";
        }
    }

    /** An environment variable in base64. */
    @Variant(presentBy = "env_var_base64")
    record EnvVarBase64(
            @Doc("Environment variable with the key in base64.")
            String envVarBase64) implements KeyData {
        @Override
        public String provider() {
            return "env_var_base64";
        }
    }

    /** A file; it may not exist yet, as some are made at the first start. */
    @Variant(presentBy = "path")
    record File(
            @Doc("File with the key; ~ is the home directory.")
            Path path) implements KeyData {
        @Override
        public String provider() {
            return "file";
        }
    }

    /** Made once by AuthProxy and kept wrapped in the database. */
    @Variant(presentBy = {"random", "num_bytes"})
    record Random(
            @Doc("Must be true.") boolean random,

            @Doc("Length in bytes; only 32 is supported.") @Default("32") @Range(min = 32, max = 32)
            int numBytes)
            implements KeyData {

        public Random {
            if (!random) {
                throw new IllegalArgumentException("random must be true");
            }
        }

        @Override
        public String provider() {
            return "random";
        }
    }

    /** A secret of HashiCorp Vault or OpenBao, KV version 2. */
    @Variant(presentBy = {"vault_address", "vault_token", "vault_path", "vault_key"})
    record Vault(
            @Doc("Base URL of the server.") java.net.URI vaultAddress,

            @Doc("Token; absent: the environment variable VAULT_TOKEN.") @Nullable
            StringValue vaultToken,

            @Doc("Path of the secret.") String vaultPath,
            @Doc("Member of the secret.") @Default("value") String vaultKey,

            @Doc("How long an answer is kept.") @Default("5m")
            Duration cacheTtl)
            implements KeyData {
        @Override
        public String provider() {
            return "hashicorpvault";
        }
    }

    /** A secret of AWS Secrets Manager. */
    @Variant(presentBy = {"aws_secret_id", "aws_secret_key", "aws_region", "aws_credentials"})
    record Aws(
            @Doc("Name or ARN of the secret.") String awsSecretId,

            @Doc("Member of a JSON secret; absent: the whole secret.") @Nullable
            String awsSecretKey,

            @Doc("Region; absent: that of the environment.") @Nullable
            String awsRegion,

            @Doc("Absent: those of the environment.") @Nullable
            AwsCredentials awsCredentials,

            @Doc("How long an answer is kept.") @Default("5m")
            Duration cacheTtl)
            implements KeyData {
        @Override
        public String provider() {
            return "aws";
        }
    }

    /** A secret of Google Secret Manager. */
    @Variant(presentBy = {"gcp_secret_name", "gcp_project", "gcp_secret_version"})
    record Gcp(
            @Doc("Name, or full resource name that starts with projects/.")
            String gcpSecretName,

            @Doc("Project; not needed with a full resource name.") @Nullable
            String gcpProject,

            @Doc("Version.") @Default("latest") String gcpSecretVersion,

            @Doc("How long an answer is kept.") @Default("5m")
            Duration cacheTtl)
            implements KeyData {

        public Gcp {
            if (gcpProject == null && !gcpSecretName.startsWith("projects/")) {
                throw new IllegalArgumentException(
                        "gcp_project is missing and gcp_secret_name is not a full resource name (projects/..)");
            }
        }

        @Override
        public String provider() {
            return "gcp";
        }
    }

    /** Whether the material stands in the configuration file itself, where backups and reviews show it. */
    default boolean inline() {
        return this instanceof Value || this instanceof Base64;
    }

    @Override
    default void checkResolvable(ValueResolver values, Findings findings) {
        values.explainKey(this).ifPresent(findings::add);
    }
}
