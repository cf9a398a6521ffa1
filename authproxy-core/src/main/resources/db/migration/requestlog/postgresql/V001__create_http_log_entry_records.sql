-- One row per call (contract 10.2, 16). Exactly two secondary indexes: each further one costs the writer about as much
-- as the row itself. Text compares byte by byte, so that subtree ranges and orders are those of SQLite.
create table http_log_entry_records (
    request_id            text    collate "C" not null primary key,
    namespace             text    collate "C" not null,
    type                  text    collate "C" not null,
    correlation_id        text    collate "C" not null,
    timestamp_ms          bigint  not null,
    duration_ms           bigint  not null,
    total_duration_ms     bigint,
    connection_id         text    collate "C",
    connector_id          text    collate "C",
    connector_version     integer,
    connector_type        text    collate "C",
    actor_id              text    collate "C",
    method                text    collate "C" not null,
    host                  text    collate "C" not null,
    scheme                text    collate "C" not null,
    path                  text    collate "C" not null,
    response_status_code  integer,
    response_error        text    collate "C",
    request_http_version  text    collate "C",
    request_size_bytes    bigint  not null,
    request_mime_type     text    collate "C",
    response_http_version text    collate "C",
    response_size_bytes   bigint  not null,
    response_mime_type    text    collate "C",
    internal_timeout      boolean not null,
    request_cancelled     boolean not null,
    rate_limited          boolean not null,
    attempts              integer not null,
    full_request_recorded boolean not null,
    blob_key_version_id   text    collate "C",
    labels                jsonb   not null
);

create index http_log_entry_records_namespace on http_log_entry_records (namespace, timestamp_ms, request_id);
create index http_log_entry_records_connection on http_log_entry_records (connection_id, timestamp_ms);
