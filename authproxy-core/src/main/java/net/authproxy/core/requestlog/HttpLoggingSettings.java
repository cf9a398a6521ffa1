package net.authproxy.core.requestlog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.settings.ByteSize;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Block {@code http_logging}: the request log (contract 10). */
public record HttpLoggingSettings(
        @Doc("Whether proxied calls are logged.") @Default("true")
        boolean enabled,

        @Doc("Whether the start brings the log's schema up to date.") @Default("true")
        boolean autoMigrate,

        @Doc("Where rows are kept; absent: the main database.") @Nullable
        RequestLogDatabase database,

        @Doc("Where recorded bodies are kept.") @Default("{}")
        BlobStorageSettings blobStorage,

        @Doc("Which calls are recorded with headers and bodies.") @Default("never")
        Recording fullRequestRecording,

        @Doc("Recorded part of a request body.") @Default("250kib") @ByteSize
        long maxRequestSize,

        @Doc("Recorded part of a response body.") @Default("250kib") @ByteSize
        long maxResponseSize,

        @Doc("How long a stream is recorded.") @Default("60s")
        Duration maxResponseWait,

        @Doc("Media types whose bodies are recorded; a part may be *.")
        @Default("[application/json, application/*+json, application/xml, application/x-www-form-urlencoded, text/*]")
        List<String> recordContentTypes,

        @Doc("What is masked besides the built-in names.") @Default("{}")
        Redaction redaction,

        @Doc("How long rows are kept.") @Default("30d") Duration retention,

        @Doc("How long recorded bodies are kept.") @Default("30d")
        Duration fullRequestRetention,

        @Doc("Longest time a row waits to be written.") @Default("1s")
        Duration flushInterval,

        @Doc("Rows written at once.") @Default("1000") @Range(min = 1, max = 100_000)
        int flushBatchSize,

        @Doc("Rows that may wait in memory.") @Default("65536") @Range(min = 1, max = 10_000_000)
        int queueSize,

        @Doc("Where rows go while the store is away.") @Default("<data_dir>/spill")
        Path spillDir,

        @Doc("Largest size of that directory.") @Default("1gib") @ByteSize
        long spillMaxBytes,

        @Doc("Namespaces whose calls are refused while they cannot be logged.") @Default("[]")
        List<NamespaceMatcher> strictNamespaces)
        implements Validated {

    /** Which calls are recorded with headers and bodies (contract 10.3). */
    public enum Recording {
        NEVER,
        ON_ERROR,
        ALWAYS
    }

    /**
     * What is masked besides the built-in names.
     *
     * @param patterns regular expressions of java.util.regex, matched against bodies
     */
    public record Redaction(
            @Doc("Header names.") @Default("[]") List<String> headers,

            @Doc("Members of JSON and form bodies.") @Default("[]")
            List<String> jsonFields,

            @Doc("Query parameters.") @Default("[]") List<String> queryParams,

            @Doc("Regular expressions whose matches in bodies are masked.") @Default("[]")
            List<String> patterns)
            implements Validated {

        @Override
        public void validate(Findings findings) {
            for (int i = 0; i < patterns.size(); i++) {
                try {
                    Pattern.compile(patterns.get(i));
                } catch (PatternSyntaxException e) {
                    findings.at("patterns").at(i).add("not a regular expression");
                }
            }
        }
    }

    @Override
    public void validate(Findings findings) {
        if (!flushInterval.isPositive()) {
            findings.add("flush_interval", "must be greater than 0");
        }
        if (queueSize < flushBatchSize) {
            findings.add("queue_size", "contradictory: smaller than flush_batch_size");
        }
    }
}
