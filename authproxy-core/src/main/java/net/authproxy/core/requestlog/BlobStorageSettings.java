package net.authproxy.core.requestlog;

import java.net.URI;
import java.nio.file.Path;
import net.authproxy.core.shared.settings.AwsCredentials;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Variant;
import org.jspecify.annotations.Nullable;

/** Block {@code http_logging.blob_storage}: where recorded bodies are kept, encrypted. */
@Union(discriminator = "provider", fallback = "filesystem")
public sealed interface BlobStorageSettings {

    /** A bucket of Amazon S3 or a server that speaks its protocol. */
    @Variant(value = "s3", presentBy = "bucket")
    record S3(
            @Doc("URL of the server; absent: that of the region at Amazon.") @Nullable
            URI endpoint,

            @Doc("Region; absent: that of the environment.") @Nullable
            String region,

            @Doc("Bucket, which must exist.") String bucket,

            @Doc("How to sign in.") @Default("{type: implicit}")
            AwsCredentials credentials,

            @Doc("Whether the bucket stands in the path instead of the host name.") @Default("false")
            boolean forcePathStyle,

            @Doc("Put before every object key.") @Default("''")
            String prefix)
            implements BlobStorageSettings {}

    /** A directory. */
    @Variant("filesystem")
    record FileSystem(
            @Doc("Directory of the blobs.") @Default("<data_dir>/blobs")
            Path path) implements BlobStorageSettings {}

    /** The database of the request log. */
    @Variant("database")
    record Database() implements BlobStorageSettings {}

    /** The process; for tests. */
    @Variant("memory")
    record Memory() implements BlobStorageSettings {}
}
